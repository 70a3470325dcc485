"""/night-calls: invitations to take part, and the vendors' answers to them."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from events import rules
from events.actions import calls as deeds
from events.actions import taking_part
from events.api.series import Slug
from events.api.sign_ups import SignUpOut
from events.models import NightCall
from events.queries.rooms import calls_seen_by, calls_worked_by
from events.queries.sessions import series_worked_by, sessions_seen_by, sessions_worked_by
from market import clock
from market.api.access import anyone, caller, member, operator
from market.api.etags import require_match, tagged
from market.api.idempotency import answered_afresh
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out, Short, Strict, Text, Yuan, YuanOut
from market.core.actors import Actor
from market.queries.vendors import vendors_seen_by

router = Router(auth=anyone)

Percent = Annotated[int, Field(ge=0, le=100)]
Places = Annotated[int, Field(ge=1, le=2000)]
Quotas = dict[Annotated[str, Field(max_length=30)], Annotated[int, Field(ge=0, le=999)]]


class NightCallOut(Out):
    """An invitation to a series, or to one of its sessions."""

    id: int
    series: str
    session: int | None
    part: str
    opens_at: Moment
    closes_at: Moment
    places: int | None
    quotas: dict[str, int]
    first_come: bool
    fee: YuanOut
    deposit: YuanOut
    offer_hours: int
    free_until_hours: int
    weather_percent: int
    police_percent: int
    market_percent: int
    note: str
    can: list[str]

    @classmethod
    def of(cls, row: NightCall, by: Actor) -> "NightCallOut":
        return cls(
            id=row.pk,
            series=row.series.slug,
            session=row.session_id,
            part=row.part,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            places=row.places,
            quotas={each.trade: each.places for each in row.quotas.all()},
            first_come=row.first_come,
            fee=row.fee_fen,
            deposit=row.deposit_fen,
            offer_hours=row.offer_hours,
            free_until_hours=row.free_until_hours,
            weather_percent=row.weather_percent,
            police_percent=row.police_percent,
            market_percent=row.market_percent,
            note=row.note,
            can=["edit"] if rules.allows(by, "night-call.edit", row) else [],
        )


class Terms(Strict):
    """What a call asks and gives; what is left out stays as it is, or as is usual."""

    opens_at: Moment | None = None
    closes_at: Moment | None = None
    places: Places | None = None
    quotas: Quotas | None = None
    first_come: bool | None = None
    fee: Yuan | None = None
    deposit: Yuan | None = None
    offer_hours: Annotated[int, Field(ge=1, le=72)] | None = None
    free_until_hours: Annotated[int, Field(ge=0, le=240)] | None = None
    weather_percent: Percent | None = None
    police_percent: Percent | None = None
    market_percent: Percent | None = None
    note: Text | None = None

    def terms(self) -> dict[str, Any]:
        said = {name: value for name, value in self.said().items() if value is not None}
        if "places" in self.model_fields_set:
            said["places"] = self.places
        for name in ("fee", "deposit"):
            if name in said:
                said[f"{name}_fen"] = said.pop(name)
        return said


class NightCallIn(Terms):
    """A new call."""

    series: Slug
    session: Id | None = None
    part: Short = "stall"
    opens_at: Moment
    closes_at: Moment


class AnswerIn(Strict):
    """Which nights, for which vendor; what is performed, and a late access code, where needed."""

    vendor: Id
    sessions: Annotated[list[Id], Field(min_length=1, max_length=100)]
    act: Annotated[Short, Field(max_length=80)] = ""
    code: Short = ""


class CodeIn(Strict):
    """For how many sign-ups, and until when."""

    uses: Annotated[int, Field(ge=1, le=100)] = 1
    until: Moment


class CodeOut(Out):
    """The code. It is told once, and not kept."""

    code: str


@router.get("/night-calls", response=Page[NightCallOut])
def listed(request: HttpRequest, window: Query[Window]) -> Page[NightCallOut]:
    """The calls that the caller may see, the next to close first."""
    by = caller(request)
    found = calls_seen_by(by).prefetch_related("quotas")
    return page(request, found, window, lambda row: NightCallOut.of(row, by))


@router.get("/night-calls/{int:pk}", response=NightCallOut)
def one(request: HttpRequest, response: HttpResponse, pk: int) -> NightCallOut:
    """One call."""
    by = caller(request)
    answer = NightCallOut.of(get_object_or_404(calls_seen_by(by), pk=pk), by)
    tagged(response, answer)
    return answer


@router.post("/night-calls", response={201: NightCallOut}, auth=operator)
def open_call(request: HttpRequest, told: NightCallIn) -> Status[NightCallOut]:
    """Invite vendors or performers."""
    by = caller(request)
    series = get_object_or_404(series_worked_by(by), slug=told.series)
    session = None
    if told.session is not None:
        session = get_object_or_404(sessions_worked_by(by), pk=told.session)
    terms = told.terms()
    for name in ("series", "session"):
        terms.pop(name, None)
    made = deeds.open_call(series, session=session, **terms, by=by)
    return Status(201, NightCallOut.of(made, by))


@router.patch("/night-calls/{int:pk}", response=NightCallOut, auth=operator)
@transaction.atomic
def edit(request: HttpRequest, response: HttpResponse, pk: int, told: Terms) -> NightCallOut:
    """Say its terms anew. Who has room already keeps it, at the price that was charged."""
    by = caller(request)
    locked = calls_worked_by(by).select_for_update(of=("self",), no_key=True)
    row = get_object_or_404(locked, pk=pk)
    require_match(request, NightCallOut.of(row, by))
    answer = NightCallOut.of(deeds.edit(row, **told.terms(), by=by), by)
    tagged(response, answer)
    return answer


@router.post("/night-calls/{int:pk}/late-codes", response={201: CodeOut}, auth=operator)
@answered_afresh
def late_code(request: HttpRequest, pk: int, told: CodeIn) -> Status[CodeOut]:
    """A code that lets somebody in after the call has closed."""
    by = caller(request)
    row = get_object_or_404(calls_worked_by(by), pk=pk)
    code = deeds.make_late_code(row, uses=told.uses, until=told.until, by=by, at=clock.now())
    return Status(201, CodeOut(code=code))


@router.post("/night-calls/{int:pk}/sign-ups", response={201: list[SignUpOut]}, auth=member)
def sign_up(request: HttpRequest, pk: int, told: AnswerIn) -> Status[list[SignUpOut]]:
    """Sign up for these nights, all of them or none. Where a night is full one waits."""
    by = caller(request)
    call = get_object_or_404(calls_seen_by(by), pk=pk)
    vendor = get_object_or_404(vendors_seen_by(by), pk=told.vendor)
    nights = [get_object_or_404(sessions_seen_by(by), pk=each) for each in set(told.sessions)]
    extra = {"act": told.act, "code": told.code}
    made = taking_part.sign_up(call, nights, vendor, **extra, by=by, at=clock.now())
    return Status(201, [SignUpOut.of(each, by) for each in made])
