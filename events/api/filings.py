"""/filings: what the authorities must be told or asked, and what they said."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from events import rules
from events.actions import filings as deeds
from events.core.states import FILING, FilingState
from events.models import Filing
from events.queries.filings import filings_seen_by
from market import clock
from market.api.access import caller
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Reason, Short, Strict
from market.core.actors import Actor

router = Router()


class FilingOut(Out):
    """A filing for a session. late: its last day has passed and nothing was filed."""

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

    @classmethod
    def of(cls, row: Filing, by: Actor) -> "FilingOut":
        return cls(
            id=row.pk,
            session=row.session_id,
            code=row.type.code,
            zh=row.type.name,
            authority=row.authority,
            apply_by=row.apply_by,
            late=row.state == FilingState.NEEDED and clock.today() > row.apply_by,
            state=row.state,
            can=rules.can(by, "filing", FILING, row),
            number=row.number,
        )


class Wanted(Strict):
    """Which filings."""

    state: FilingState | None = None
    session: Id | None = None


class ApplyIn(Strict):
    """The number that the authority gave when it took the papers in, if any."""

    number: Short = ""


class GrantIn(Strict):
    """The number on the permit; a report may have none."""

    number: Annotated[Short, Field(examples=["威临公许 2026-12"])] = ""


@router.get("/filings", response=Page[FilingOut])
def listed(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[FilingOut]:
    """The filings that the caller may see, the earliest last day first."""
    by = caller(request)
    asked = {name: value for name, value in wanted.said().items() if value is not None}
    found = filings_seen_by(by).filter(**asked)
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


def _found(by: Actor, pk: int) -> Filing:
    return get_object_or_404(filings_seen_by(by), pk=pk)
