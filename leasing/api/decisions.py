"""Deciding now and telling later."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from leasing.actions import decisions, tellings, waitlists
from leasing.api.applications import done
from leasing.api.asking import ApplicationOut
from leasing.core.plain_terms import PlainTerms
from leasing.models import Application
from leasing.queries.applications import applications_seen_by
from leasing.queries.calls import call_or_missing
from leasing.queries.following import application_seen_by
from market import clock
from market.api.access import caller, operator
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, Text, Yuan
from market.core.refusals import Refusal
from market.models import Pitch
from market.phrasing import sentence
from market.queries.named import pitches_or_invalid

router = Router()


class AdmitIn(Strict):
    """To be admitted: with which pitch, and why; nothing is said."""

    pitch: Id | None = None
    reason: Line = ""
    beyond: Annotated[
        Line, Field(description="why, where the call has no place left for the trade")
    ] = ""


class DraftIn(Strict):
    """What will be said and offered. {until} in the body becomes the deadline."""

    title: Annotated[Line, Field(min_length=1)]
    body: Annotated[Text, Field(min_length=1, max_length=1000)]
    pitch: Id | None = None
    rent: Yuan | None = None


class TellIn(Strict):
    """The offer that goes out to those who are admitted. Who is rejected needs none of it."""

    until: Moment | None = None
    first: Day | None = None
    interval_months: Literal[1, 2, 3, 4, 6, 12] = 1
    deposit_months: Annotated[int, Field(ge=0, le=12)] = 0
    sanitation: Yuan = 0

    def as_offer(self) -> dict[str, Any]:
        first = self.first or clock.today()
        terms = PlainTerms(first, self.interval_months, self.deposit_months, self.sanitation)
        return {"until": self.until, "terms": terms}


class TellManyIn(TellIn):
    """Whom to tell: these applications, by reference."""

    applications: Annotated[list[Short], Field(min_length=1, max_length=500)]


class NotToldOut(Out):
    application: str
    code: str
    detail: str


class ToldOut(Out):
    """Who was told, and of whom it was refused and why. One does not hold up another."""

    told: list[str]
    refused: list[NotToldOut]

    @classmethod
    def of(cls, report: tellings.Told) -> "ToldOut":
        return cls(
            told=[row.reference for row in report.told],
            refused=[_not_told(row, refusal) for row, refusal in report.refused],
        )


class PlaceIn(Strict):
    """Another place on the waiting list, and why."""

    place: Annotated[int, Field(ge=1)]
    reason: Annotated[Line, Field(min_length=1)]


@router.post("/applications/{reference}/admit", response=ApplicationOut, auth=operator)
def admit(request: HttpRequest, reference: str, told: AdmitIn) -> ApplicationOut:
    """Decide that it is to be admitted. Nothing is said until it is told."""
    given = {"pitch": _pitch(told.pitch), "reason": told.reason, "beyond": told.beyond}
    return done(request, reference, decisions.admit, **given)


@router.post("/applications/{reference}/reject", response=ApplicationOut, auth=operator)
def reject(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Decide that it is to be refused, with the reason. Nothing is said until it is told."""
    return done(request, reference, decisions.reject, reason=told.reason)


@router.post("/applications/{reference}/reopen", response=ApplicationOut, auth=operator)
def reopen(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Take a decision back before anybody was told."""
    return done(request, reference, decisions.reopen, reason=told.reason)


@router.put("/applications/{reference}/decision", response=ApplicationOut, auth=operator)
def redraft(request: HttpRequest, reference: str, told: DraftIn) -> ApplicationOut:
    """Change what will be said and offered."""
    actor = caller(request)
    decisions.redraft(
        application_seen_by(actor, reference),
        title=told.title,
        body=told.body,
        pitch=_pitch(told.pitch),
        rent_fen=told.rent,
        by=actor,
    )
    return ApplicationOut.of(application_seen_by(actor, reference), actor)


@router.post("/applications/{reference}/tell", response=ApplicationOut, auth=operator)
def tell(request: HttpRequest, reference: str, told: TellIn) -> ApplicationOut:
    """Say what was decided; who is admitted gets the offer in the same act."""
    return done(request, reference, tellings.tell, **told.as_offer())


@router.post("/tellings", response=ToldOut, auth=operator)
def tell_many(request: HttpRequest, told: TellManyIn) -> ToldOut:
    """Tell several together."""
    found = applications_seen_by(caller(request)).filter(reference__in=told.applications)
    return _told(request, list(found), told)


@router.post("/calls/{reference}/tell", response=ToldOut, auth=operator)
def tell_call(request: HttpRequest, reference: str, told: TellIn) -> ToldOut:
    """Tell everybody on a call of whom it is decided."""
    actor = caller(request)
    call = call_or_missing(reference, actor)
    found = applications_seen_by(actor).filter(call=call, decision__isnull=False)
    return _told(request, list(found), told)


@router.post("/applications/{reference}/reorder", response=ApplicationOut, auth=operator)
def reorder(request: HttpRequest, reference: str, told: PlaceIn) -> ApplicationOut:
    """Give it another place on its waiting list."""
    given = {"place": told.place, "reason": told.reason}
    return done(request, reference, waitlists.reorder, **given)


def _told(request: HttpRequest, rows: list[Application], told: TellIn) -> ToldOut:
    report = tellings.tell_all(rows, by=caller(request), at=clock.now(), **told.as_offer())
    return ToldOut.of(report)


def _not_told(row: Application, refusal: Refusal) -> NotToldOut:
    return NotToldOut(application=row.reference, code=refusal.code, detail=sentence(refusal))


def _pitch(pk: int | None) -> Pitch | None:
    return None if pk is None else pitches_or_invalid([pk])[0]
