"""/errands: the office gets a paper for a vendor, step by step."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from market import clock, rules
from market.actions import errands as deeds
from market.actions import material_lists
from market.api.access import caller, member, operator
from market.api.documents import DocumentOut
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Out, Reason, Short, Strict, Text
from market.core.actors import Actor
from market.core.paper_states import ERRAND, ErrandState
from market.models import Errand, PermitType, Pitch
from market.queries.errands import errands_seen_by
from market.queries.places import markets_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class MaterialOut(Out):
    name: str
    got_on: Day | None


class ErrandOut(Out):
    """One paper that is being got or renewed. due_on: by when the next step is due."""

    id: int
    reference: str
    market: int
    vendor: int
    paper: str
    worker: int | None
    renews: int | None
    permit: int | None
    state: str
    opens_on: Day | None
    closes_on: Day | None
    provisional: bool
    due_on: Day | None
    submitted_on: Day | None
    submitted_by: str
    receipt: str
    received_on: Day | None
    corrections: str
    collected_on: Day | None
    materials: list[MaterialOut]
    can: list[str]

    @classmethod
    def of(cls, row: Errand, by: Actor) -> "ErrandOut":
        same = (
            *("reference", "state", "opens_on", "closes_on", "provisional", "due_on", "receipt"),
            *("submitted_on", "submitted_by", "received_on", "corrections", "collected_on"),
        )
        return cls(
            id=row.pk,
            market=row.market_id,
            vendor=row.vendor_id,
            paper=row.type.code,
            worker=row.worker_id,
            renews=row.renews_id,
            permit=row.permit_id,
            materials=[MaterialOut(name=m.name, got_on=m.got_on) for m in row.materials.all()],
            can=rules.can(by, "errand", ERRAND, row),
            **{name: getattr(row, name) for name in same},
        )


class ErrandIn(Strict):
    market: Id
    vendor: Id
    paper: Short
    worker: Id | None = None
    pitch: Id | None = None
    note: Line = ""


class TickIn(Strict):
    """The materials that are there, all of them; `also` adds one to the list."""

    names: Annotated[list[Line], Field(max_length=60)]
    also: Line = ""


class HandedIn(Strict):
    on: Day
    receipt: Short = ""


class OnIn(Strict):
    on: Day


class CorrectIn(Strict):
    corrections: Annotated[Text, Field(min_length=1)]
    due_on: Day


class CollectIn(Strict):
    """The new paper as printed."""

    number: Short = ""
    issued_on: Day | None = None
    expires_on: Day | None = None
    consent: bool = False


class Wanted(Strict):
    """Which errands."""

    state: ErrandState | None = None
    vendor: Id | None = None


@router.get("", response=Page[ErrandOut])
def errands(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[ErrandOut]:
    """Those that one sees, what is due first at the top."""
    by = caller(request)
    told = {name: value for name, value in wanted.said().items() if value is not None}
    return page(
        request, errands_seen_by(by).filter(**told), window, lambda row: ErrandOut.of(row, by)
    )


@router.post("", response={201: ErrandOut}, auth=operator)
def begin(request: HttpRequest, told: ErrandIn) -> Status[ErrandOut]:
    """See to a paper for a vendor."""
    by = caller(request)
    vendor = get_object_or_404(vendors_seen_by(by), pk=told.vendor)
    row = deeds.begin(
        vendor,
        get_object_or_404(markets_worked_at(by), pk=told.market),
        get_object_or_404(PermitType, code=told.paper),
        worker=get_object_or_404(vendor.workers, pk=told.worker) if told.worker else None,
        pitch=get_object_or_404(Pitch, pk=told.pitch) if told.pitch else None,
        note=told.note,
        by=by,
        at=clock.now(),
    )
    return Status(201, _found(by, row.pk))


@router.get("/{int:pk}", response=ErrandOut)
def errand(request: HttpRequest, pk: int) -> ErrandOut:
    return _found(caller(request), pk)


@router.post("/{int:pk}/materials", response=ErrandOut, auth=operator)
def tick(request: HttpRequest, pk: int, told: TickIn) -> ErrandOut:
    """Say which materials are there."""
    return _step(request, pk, deeds.tick, **told.model_dump())


@router.post("/{int:pk}/list", response={201: DocumentOut})
def list_of_materials(request: HttpRequest, pk: int) -> Status[DocumentOut]:
    """The list of materials as a paper to print: /documents/{id}/pdf."""
    by = caller(request)
    row = get_object_or_404(errands_seen_by(by), pk=pk)
    return Status(201, DocumentOut.of(material_lists.print_(row, by=by, at=clock.now())))


@router.post("/{int:pk}/submit", response=ErrandOut, auth=operator)
def submit(request: HttpRequest, pk: int, told: HandedIn) -> ErrandOut:
    """It is handed in at the authority."""
    return _step(request, pk, deeds.submit, **told.model_dump())


@router.post("/{int:pk}/receive", response=ErrandOut, auth=operator)
def receive(request: HttpRequest, pk: int, told: OnIn) -> ErrandOut:
    """The authority has taken it in."""
    return _step(request, pk, deeds.receive, on=told.on)


@router.post("/{int:pk}/correct", response=ErrandOut, auth=operator)
def correct(request: HttpRequest, pk: int, told: CorrectIn) -> ErrandOut:
    """The authority wants more."""
    return _step(request, pk, deeds.correct, **told.model_dump())


@router.post("/{int:pk}/collect", response=ErrandOut, auth=operator)
def collect(request: HttpRequest, pk: int, told: CollectIn) -> ErrandOut:
    """The paper is there, and goes into the vendor's file as checked."""
    return _step(request, pk, deeds.collect, **told.model_dump())


@router.post("/{int:pk}/refuse", response=ErrandOut, auth=operator)
def refuse(request: HttpRequest, pk: int, told: Reason) -> ErrandOut:
    return _step(request, pk, deeds.refuse, reason=told.reason)


@router.post("/{int:pk}/drop", response=ErrandOut, auth=operator)
def drop(request: HttpRequest, pk: int, told: Reason) -> ErrandOut:
    return _step(request, pk, deeds.drop, reason=told.reason)


def _step(request: HttpRequest, pk: int, deed: Callable[..., Errand], **told: Any) -> ErrandOut:
    """Find, act, answer."""
    by = caller(request)
    deed(get_object_or_404(errands_seen_by(by), pk=pk), **told, by=by, at=clock.now())
    return _found(by, pk)


def _found(by: Actor, pk: int) -> ErrandOut:
    return ErrandOut.of(get_object_or_404(errands_seen_by(by), pk=pk), by)
