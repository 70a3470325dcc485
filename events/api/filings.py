"""/filings: what the authorities must be told or asked, and what they said."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from events import rules
from events.actions import checklists
from events.actions import filings as deeds
from events.core.states import FILING, FilingState
from events.models import Filing, FilingMaterial
from events.queries.filings import filings_seen_by
from market import clock
from market.actions import uploads
from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Reason, Short, Strict
from market.attachments import as_attachment
from market.core.actors import Actor
from market.core.refusals import Missing

router = Router()

_OPEN = (FilingState.NEEDED, FilingState.DUE_BACK)


class MaterialOut(Out):
    """One paper that belongs to a filing. file: the name of what was kept, if anything."""

    position: int
    name: str
    name_en: str
    ready: bool
    file: str | None

    @classmethod
    def of(cls, row: FilingMaterial) -> "MaterialOut":
        return cls(
            position=row.position,
            name=row.name,
            name_en=row.name_en,
            ready=row.ready_at is not None,
            file=row.upload.name if row.upload else None,
        )


class FilingOut(Out):
    """A filing for a session. late: its last day has passed and nothing was filed.

    decided_by: the day by which the authority should answer. remedy: what a change of the session
    made of it: approval, apply_again, report_again, give_back; empty where it is as at first.
    """

    id: int
    session: int
    code: str
    zh: str
    authority: str
    apply_by: Day
    late: bool
    state: str
    can: list[str]
    number: str
    decided_by: Day | None
    remedy: str
    materials: list[MaterialOut]

    @classmethod
    def of(cls, row: Filing, by: Actor) -> "FilingOut":
        return cls(
            id=row.pk,
            session=row.session_id,
            code=row.type.code,
            zh=row.type.name,
            authority=row.authority,
            apply_by=row.apply_by,
            late=row.state in _OPEN and clock.today() > row.apply_by,
            state=row.state,
            can=rules.can(by, "filing", FILING, row),
            number=row.number,
            decided_by=row.decided_by,
            remedy=row.remedy,
            materials=[MaterialOut.of(each) for each in row.materials.all()],
        )


class Wanted(Strict):
    """Which filings."""

    state: FilingState | None = None
    session: Id | None = None


class ApplyIn(Strict):
    """The number that the authority gave when it took the papers in, if any."""

    number: Short = ""


class TickIn(Strict):
    """Whether the paper is there."""

    ready: bool


class GrantIn(Strict):
    """The number on the permit; a report may have none."""

    number: Annotated[Short, Field(examples=["威临公许 2026-12"])] = ""


@router.get("/filings", response=Page[FilingOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[FilingOut]:
    """The filings that the caller may see, the earliest last day first."""
    by = caller(request)
    asked = {name: value for name, value in wanted.said().items() if value is not None}
    found = filings_seen_by(by).filter(**asked).prefetch_related("materials__upload")
    return page(request, found, window, lambda row: FilingOut.of(row, by))


@router.get("/filings/{int:pk}", response=FilingOut)
def one(request: HttpRequest, pk: int) -> FilingOut:
    """One filing."""
    by = caller(request)
    return FilingOut.of(_found(by, pk), by)


@router.post("/filings/{int:pk}/apply", response=FilingOut)
def apply(request: HttpRequest, pk: int, told: ApplyIn) -> FilingOut:
    """The papers are with the authority."""
    by = caller(request)
    row = deeds.apply(_found(by, pk), number=told.number, by=by, at=clock.now())
    return FilingOut.of(row, by)


@router.post("/filings/{int:pk}/grant", response=FilingOut)
def grant(request: HttpRequest, pk: int, told: GrantIn) -> FilingOut:
    """The authority agrees."""
    by = caller(request)
    row = deeds.grant(_found(by, pk), number=told.number, by=by, at=clock.now())
    return FilingOut.of(row, by)


@router.post("/filings/{int:pk}/refuse", response=FilingOut)
def refuse(request: HttpRequest, pk: int, told: Reason) -> FilingOut:
    """The authority refuses, and why."""
    by = caller(request)
    row = deeds.refuse(_found(by, pk), reason=told.reason, by=by, at=clock.now())
    return FilingOut.of(row, by)


@router.post("/filings/{int:pk}/return", response=FilingOut)
def give_back(request: HttpRequest, pk: int) -> FilingOut:
    """The authority knows in writing that it is off, and has its permit back."""
    by = caller(request)
    return FilingOut.of(deeds.give_back(_found(by, pk), by=by, at=clock.now()), by)


@router.put("/filings/{int:pk}/materials/{int:position}", response=MaterialOut)
def tick(request: HttpRequest, pk: int, position: int, told: TickIn) -> MaterialOut:
    """Note that a paper is there, or that it is not after all."""
    by = caller(request)
    row = _material(by, pk, position)
    return MaterialOut.of(checklists.tick(row, ready=told.ready, by=by, at=clock.now()))


@router.post("/filings/{int:pk}/materials/{int:position}/file", response=MaterialOut)
def attach(request: HttpRequest, pk: int, position: int, file: File[UploadedFile]) -> MaterialOut:
    """Keep a photo or a PDF of a paper; it is there then."""
    by = caller(request)
    row = _material(by, pk, position)
    content, name = file.read(), file.name or ""
    return MaterialOut.of(checklists.attach(row, content, name, by=by, at=clock.now()))


@router.get("/filings/{int:pk}/materials/{int:position}/file", response=bytes)
def kept(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """The file of a paper."""
    row = _material(caller(request), pk, position)
    if row.upload is None:
        raise Missing("missing", "There is nothing here.")
    return as_attachment(row.upload, uploads.read(row.upload))


def _material(by: Actor, pk: int, position: int) -> FilingMaterial:
    rows = FilingMaterial.objects.filter(filing__in=filings_seen_by(by), filing=pk)
    found = rows.select_related("filing__session__series", "upload")
    return get_object_or_404(found, position=position)


def _found(by: Actor, pk: int) -> Filing:
    return get_object_or_404(filings_seen_by(by), pk=pk)
