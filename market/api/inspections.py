"""Visits, as phones send them, perhaps late and perhaps twice."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field, StringConstraints

from market import clock, rules
from market.actions import inspections as deeds
from market.actions.inspections import Found
from market.api.access import caller, member, operator
from market.api.findings import FindingOut
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out, Reason, Strict
from market.core.actors import Actor
from market.core.inspecting.states import INSPECTION, InspectionState
from market.models import Inspection, Pitch
from market.queries.inspections import inspections_seen_by, rounds_seen_by
from market.queries.places import markets_worked_at, pitches_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Code = Annotated[str, Field(max_length=50)]


class InspectionOut(Out):
    """One visit, its score (100 less what was found) and grade A to D, with what was found."""

    id: int
    key: UUID
    market: int
    round: int | None
    vendor: int
    vendor_name: str
    pitch: int | None
    asked: list[str]
    points: int
    grade: str
    note: str
    state: str
    inspected_at: Moment
    recorded_at: Moment
    findings: list[FindingOut]
    can: list[str]

    @classmethod
    def of(cls, visit: Inspection, by: Actor) -> "InspectionOut":
        return cls(
            id=visit.pk,
            key=visit.key,
            market=visit.market_id,
            round=visit.round_id,
            vendor=visit.vendor_id,
            vendor_name=visit.vendor.name,
            pitch=visit.pitch_id,
            asked=visit.asked,
            points=visit.points,
            grade=visit.grade,
            note=visit.note,
            state=visit.state,
            inspected_at=visit.inspected_at,
            recorded_at=visit.recorded_at,
            findings=[FindingOut.of(finding, by) for finding in visit.findings.all()],
            can=rules.can(by, "inspection", INSPECTION, visit),
        )


class FoundIn(Strict):
    """What was not right. key: made where it was found. days: another time to put it right."""

    key: UUID
    item: Code
    note: Note = ""
    days: Annotated[int, Field(ge=0, le=90)] | None = None


class InspectionIn(Strict):
    """A visit. The same key is the same visit, whenever and however often it comes."""

    key: UUID
    market: Id
    vendor: Id
    pitch: Id | None = None
    round: Id | None = None
    inspected_at: Moment
    asked: Annotated[list[Code], Field(max_length=60)] = []
    note: Note = ""
    found: Annotated[list[FoundIn], Field(max_length=40)] = []


class Wanted(Strict):
    """Which visits."""

    market: Id | None = None
    vendor: Id | None = None
    round: Id | None = None
    state: InspectionState | None = None


@router.get("", response=Page[InspectionOut])
def inspections(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[InspectionOut]:
    """The visits that the caller may see, the latest first."""
    by = caller(request)
    found = inspections_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda row: InspectionOut.of(row, by))


@router.post("", response={201: InspectionOut}, auth=operator)
def record_inspection(request: HttpRequest, given: InspectionIn) -> Status[InspectionOut]:
    """Write a visit down."""
    by = caller(request)
    visit = deeds.record(
        get_object_or_404(markets_worked_at(by), pk=given.market),
        get_object_or_404(vendors_seen_by(by), pk=given.vendor),
        pitch=_pitch(by, given.pitch),
        round=get_object_or_404(rounds_seen_by(by), pk=given.round) if given.round else None,
        key=given.key,
        inspected_at=given.inspected_at,
        asked=given.asked,
        note=given.note,
        found=[Found(each.key, each.item, each.note, each.days) for each in given.found],
        by=by,
        at=clock.now(),
    )
    return Status(201, _answer(visit.pk, by))


@router.get("/{int:inspection_id}", response=InspectionOut)
def inspection(request: HttpRequest, inspection_id: int) -> InspectionOut:
    """One visit."""
    return _answer(inspection_id, caller(request))


@router.post("/{int:inspection_id}/void", response=InspectionOut, auth=operator)
def void_inspection(request: HttpRequest, inspection_id: int, given: Reason) -> InspectionOut:
    """Take a visit back that was written down for the wrong stall."""
    by = caller(request)
    found = get_object_or_404(inspections_seen_by(by), pk=inspection_id)
    deeds.void(found, reason=given.reason, by=by, at=clock.now())
    return _answer(inspection_id, by)


def _answer(pk: int, by: Actor) -> InspectionOut:
    return InspectionOut.of(get_object_or_404(inspections_seen_by(by), pk=pk), by)


def _pitch(by: Actor, pk: int | None) -> Pitch | None:
    return get_object_or_404(pitches_worked_at(by), pk=pk) if pk else None
