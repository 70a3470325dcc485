"""/sessions/…/foresee and /clashes: what a change would break, and what speaks against a session."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from events.api.series import zone_of
from events.api.sessions import Clock, People
from events.core.occasions import Feature, Occasion
from events.models import Session
from events.queries.clashes import clashes_of
from events.queries.foreseen import Foreseen, foreseen, foreseen_cancelled, occasion
from events.queries.sessions import sessions_worked_by
from market import clock
from market.api.access import caller, operator
from market.api.idempotency import answered_afresh
from market.api.schemas import Day, Id, Out, Strict
from market.core.hours import SHANGHAI, Hours

router = Router(auth=operator)


class ForeseeIn(Strict):
    """The session as it would be; what is left out stays. zone null is the whole market."""

    day: Day | None = None
    opens: Clock | None = None
    closes: Clock | None = None
    zone: Id | None = None
    expected_people: People | None = None
    features: list[Feature] | None = None
    cancelled: bool = False


class ForeseenOut(Out):
    """A filing that the change breaks or brings.

    state: how far it is now, empty for a new one. breaks: it is with the authority already.
    remedy: approval, apply_again, report_again, give_back or new; by: the last day for that.
    """

    code: str
    zh: str
    authority: str
    state: str
    number: str
    breaks: bool
    changes: list[str]
    remedy: str
    by: Day
    late: bool
    source: str

    @classmethod
    def of(cls, each: Foreseen) -> "ForeseenOut":
        breach = each.breach
        return cls(
            code=breach.code,
            zh=breach.zh,
            authority=breach.authority,
            state=each.state,
            number=each.number,
            breaks=each.breaks,
            changes=list(breach.changes),
            remedy=breach.remedy,
            by=breach.by,
            late=each.late,
            source=breach.source,
        )


class ClashOut(Out):
    """Something that speaks against the session; it may be gone on from with a reason."""

    code: str
    detail: str


@router.post("/sessions/{int:pk}/foresee", response=list[ForeseenOut])
@answered_afresh
def foresee(request: HttpRequest, pk: int, told: ForeseeIn) -> list[ForeseenOut]:
    """What such a change would break. Nothing is changed."""
    row = get_object_or_404(sessions_worked_by(caller(request)), pk=pk)
    on = clock.today()
    if told.cancelled:
        return [ForeseenOut.of(each) for each in foreseen_cancelled(row, on=on)]
    return [ForeseenOut.of(each) for each in foreseen(row, _after(row, told), on=on)]


@router.get("/sessions/{int:pk}/clashes", response=list[ClashOut])
def clashes(request: HttpRequest, pk: int) -> list[ClashOut]:
    """What speaks against it where and when it is."""
    row = get_object_or_404(sessions_worked_by(caller(request)), pk=pk)
    return [
        ClashOut(code=each.code, detail=each.sentence.format(**each.facts))
        for each in clashes_of(row)
    ]


def _after(row: Session, told: ForeseeIn) -> Occasion:
    said, now = told.said(), occasion(row)
    if "zone" in said:
        zone_of(told.zone)
    opens = told.opens or row.starts_at.astimezone(SHANGHAI).time()
    closes = told.closes or row.ends_at.astimezone(SHANGHAI).time()
    return Occasion(
        day=told.day or now.day,
        hours=Hours.between(opens, closes),
        people=said.get("expected_people", now.people),
        features=frozenset(said.get("features") or ()) if "features" in said else now.features,
        place=said.get("zone", now.place),
    )
