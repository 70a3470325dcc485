"""Complaints: anybody may make one; the office answers."""

from collections.abc import Callable
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from market import clock, rules
from market.actions import complaints as deeds
from market.api.access import anyone, caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Strict
from market.api.throttles import beginnings
from market.core.actors import Actor
from market.core.inspecting.states import COMPLAINT, ComplaintState
from market.models import Complaint, Market, Pitch
from market.queries.inspections import complaints_seen_by
from market.queries.standing import vendor_at

router = Router(auth=operator)

Kind = Literal["weight", "price", "quality", "hygiene", "service", "other"]
Told = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=1000)]
Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class ComplaintOut(Out):
    """A complaint. contact_masked: how to reach them, the middle left out; opened by itself."""

    id: int
    reference: str
    market: int
    pitch: int | None
    vendor: int | None
    kind: str
    text: str
    contact_masked: str
    came_by: str
    state: str
    answer: str
    due_on: Day
    received_at: Moment
    can: list[str]

    @classmethod
    def of(cls, complaint: Complaint, by: Actor) -> "ComplaintOut":
        return cls(
            id=complaint.pk,
            reference=complaint.reference,
            market=complaint.market_id,
            pitch=complaint.pitch_id,
            vendor=complaint.vendor_id,
            kind=complaint.kind,
            text=complaint.text,
            contact_masked=complaint.contact_masked,
            came_by=complaint.came_by,
            state=complaint.state,
            answer=complaint.answer,
            due_on=complaint.due_on,
            received_at=complaint.received_at,
            can=rules.can(by, "complaint", COMPLAINT, complaint),
        )


class ComplaintIn(Strict):
    """A complaint. contact: a mobile number, if you want an answer; it is sealed and erased in time."""

    market: Id
    pitch: Id | None = None
    kind: Kind
    text: Told
    contact: Annotated[str, Field(max_length=30)] = ""


class Taken(Out):
    """Under which number it was taken in, and by when there is an answer."""

    reference: str
    due_on: Day


class Wanted(Strict):
    """Which complaints."""

    market: Id | None = None
    vendor: Id | None = None
    state: ComplaintState | None = None


class AnswerIn(Strict):
    """What came of it."""

    answer: Answer


class ContactOut(Out):
    """How to reach whoever complained. Who read it is written down."""

    contact: str


@router.get("", response=Page[ComplaintOut])
def complaints(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[ComplaintOut]:
    """The complaints at one's markets, the latest first."""
    by = caller(request)
    found = complaints_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda row: ComplaintOut.of(row, by))


@router.post("", response={201: Taken}, auth=anyone, throttle=[beginnings])
def complain(request: HttpRequest, given: ComplaintIn) -> Status[Taken]:
    """Complain, of a stall or of the market. At most ten a minute from one address."""
    market = get_object_or_404(Market, pk=given.market)
    pitch = get_object_or_404(Pitch, pk=given.pitch, zone__market=market) if given.pitch else None
    made = deeds.receive(
        market,
        pitch=pitch,
        vendor=vendor_at(pitch, clock.today()) if pitch else None,
        came_by="qr",
        **given.model_dump(exclude={"market", "pitch"}),
        by=caller(request),
        at=clock.now(),
    )
    return Status(201, Taken(reference=made.reference, due_on=made.due_on))


@router.post("/{int:complaint_id}/take", response=ComplaintOut)
def take_complaint(request: HttpRequest, complaint_id: int) -> ComplaintOut:
    """Somebody looks into it."""
    return _move(request, complaint_id, deeds.take)


@router.post("/{int:complaint_id}/settle", response=ComplaintOut)
def settle_complaint(request: HttpRequest, complaint_id: int, given: AnswerIn) -> ComplaintOut:
    """It is dealt with."""
    return _move(request, complaint_id, deeds.settle, answer=given.answer)


@router.post("/{int:complaint_id}/dismiss", response=ComplaintOut)
def dismiss_complaint(request: HttpRequest, complaint_id: int, given: AnswerIn) -> ComplaintOut:
    """There is nothing in it."""
    return _move(request, complaint_id, deeds.dismiss, answer=given.answer)


@router.post("/{int:complaint_id}/contact", response=ContactOut)
def complaint_contact(request: HttpRequest, complaint_id: int) -> ContactOut:
    """How to reach them, in plain; that it was read is written down first."""
    by = caller(request)
    found = get_object_or_404(complaints_seen_by(by), pk=complaint_id)
    return ContactOut(contact=deeds.contact(found, by=by, at=clock.now()))


def _move(
    request: HttpRequest, complaint_id: int, deed: Callable[..., Complaint], **given: object
) -> ComplaintOut:
    by = caller(request)
    found = get_object_or_404(complaints_seen_by(by), pk=complaint_id)
    return ComplaintOut.of(deed(found, **given, by=by, at=clock.now()), by)
