"""/sign-ups: vendors who take part in a session, or wish to."""

from collections.abc import Callable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from events import rules
from events.actions import sign_ups as deeds
from events.actions import taking_part
from events.core.states import SignUpState
from events.models import SignUp
from events.queries.sessions import sessions_seen_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.api.access import caller, member, operator
from market.api.me import own
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out, Reason, Strict
from market.core.actors import Actor
from market.queries.places import pitches_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class SignUpOut(Out):
    """A vendor's place in a session, or wish for one.

    part: a stall, or an act on the stage. offered_until: of a place that has come free.
    """

    id: int
    session: int
    vendor: int
    vendor_name: str
    pitch: int | None
    pitch_code: str | None
    state: str
    can: list[str]
    asked_at: Moment
    call: int | None
    part: str
    act: str
    offered_until: Moment | None
    confirmed_at: Moment | None
    checked_in_at: Moment | None

    @classmethod
    def of(cls, row: SignUp, by: Actor) -> "SignUpOut":
        return cls(
            id=row.pk,
            session=row.session_id,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            pitch=row.pitch_id,
            pitch_code=row.pitch.code if row.pitch else None,
            state=row.state,
            can=rules.can_take_part(by, row),
            asked_at=row.asked_at,
            call=row.call_id,
            part=row.part,
            act=row.act,
            offered_until=row.offered_until,
            confirmed_at=row.confirmed_at,
            checked_in_at=row.check_in.at if hasattr(row, "check_in") else None,
        )


class AskIn(Strict):
    """Who wants to take part."""

    vendor: Id


class PlaceIn(Strict):
    """Which pitch the vendor gets."""

    pitch: Id


class Wanted(Strict):
    """Which sign-ups."""

    state: SignUpState | None = None
    session: Id | None = None
    vendor: Id | None = None


@router.get("/sign-ups", response=Page[SignUpOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[SignUpOut]:
    """The sign-ups that the caller may see, the oldest first."""
    by = caller(request)
    asked = {name: value for name, value in wanted.said().items() if value is not None}
    found = sign_ups_seen_by(by).filter(**asked)
    return page(request, found, window, lambda row: SignUpOut.of(row, by))


@router.get("/me/sign-ups", response=Page[SignUpOut])
def mine(request: HttpRequest, window: Query[Window]) -> Page[SignUpOut]:
    """One's own vendors' sign-ups."""
    by = own(request)
    return page(request, sign_ups_seen_by(by), window, lambda row: SignUpOut.of(row, by))


@router.get("/sessions/{int:pk}/sign-ups", response=Page[SignUpOut])
def of_session(request: HttpRequest, pk: int, window: Query[Window]) -> Page[SignUpOut]:
    """Who takes part in a session, as far as the caller may see it."""
    by = caller(request)
    session = get_object_or_404(sessions_seen_by(by), pk=pk)
    found = sign_ups_seen_by(by).filter(session=session)
    return page(request, found, window, lambda row: SignUpOut.of(row, by))


@router.post("/sessions/{int:pk}/sign-ups", response={201: SignUpOut})
def ask(request: HttpRequest, pk: int, told: AskIn) -> Status[SignUpOut]:
    """Ask for a place for a vendor: one's own, or one of the market's."""
    by = caller(request)
    session = get_object_or_404(sessions_seen_by(by), pk=pk)
    vendor = get_object_or_404(vendors_seen_by(by), pk=told.vendor)
    return Status(201, SignUpOut.of(deeds.ask(session, vendor, by=by, at=clock.now()), by))


@router.get("/sign-ups/{int:pk}", response=SignUpOut)
def one(request: HttpRequest, pk: int) -> SignUpOut:
    """One sign-up."""
    by = caller(request)
    return SignUpOut.of(get_object_or_404(sign_ups_seen_by(by), pk=pk), by)


@router.post("/sign-ups/{int:pk}/place", response=SignUpOut, auth=operator)
def place(request: HttpRequest, pk: int, told: PlaceIn) -> SignUpOut:
    """Give the vendor a pitch for that session."""
    by = caller(request)
    pitch = get_object_or_404(pitches_worked_at(by), pk=told.pitch)
    return _done(request, pk, lambda row: deeds.place(row, pitch, by=by, at=clock.now()))


@router.post("/sign-ups/{int:pk}/accept", response=SignUpOut, auth=operator)
def accept(request: HttpRequest, pk: int) -> SignUpOut:
    """There is room for the vendor; the pitch comes. Fee and deposit are charged."""
    by = caller(request)
    return _done(request, pk, lambda row: taking_part.accept(row, by=by, at=clock.now()))


@router.post("/sign-ups/{int:pk}/take", response=SignUpOut)
def take(request: HttpRequest, pk: int) -> SignUpOut:
    """Take the place that has come free, while it is kept."""
    by = caller(request)
    return _done(request, pk, lambda row: taking_part.take_offer(row, by=by, at=clock.now()))


@router.post("/sign-ups/{int:pk}/confirm", response=SignUpOut)
def confirm(request: HttpRequest, pk: int) -> SignUpOut:
    """Say again that one will come."""
    by = caller(request)
    return _done(request, pk, lambda row: taking_part.confirm(row, by=by, at=clock.now()))


@router.post("/sign-ups/{int:pk}/wait", response=SignUpOut, auth=operator)
def wait(request: HttpRequest, pk: int) -> SignUpOut:
    """Put the vendor on the waiting list."""
    by = caller(request)
    return _done(request, pk, lambda row: deeds.wait(row, by=by, at=clock.now()))


@router.post("/sign-ups/{int:pk}/refuse", response=SignUpOut, auth=operator)
def refuse(request: HttpRequest, pk: int, told: Reason) -> SignUpOut:
    """There is no place for the vendor, and why."""
    by, why = caller(request), told.reason
    return _done(request, pk, lambda row: deeds.refuse(row, by=by, at=clock.now(), reason=why))


@router.post("/sign-ups/{int:pk}/withdraw", response=SignUpOut)
def withdraw(request: HttpRequest, pk: int) -> SignUpOut:
    """The vendor will not come. The pitch is free again at once."""
    by = caller(request)
    return _done(request, pk, lambda row: deeds.withdraw(row, by=by, at=clock.now()))


def _done(request: HttpRequest, pk: int, act: Callable[[SignUp], SignUp]) -> SignUpOut:
    by = caller(request)
    return SignUpOut.of(act(get_object_or_404(sign_ups_seen_by(by), pk=pk)), by)
