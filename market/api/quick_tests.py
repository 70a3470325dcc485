"""Quick tests of produce for pesticides."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field, PlainSerializer, StringConstraints

from market import clock, rules
from market.actions import quick_tests as deeds
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Strict
from market.core.actors import Actor
from market.core.inspecting.measures import Verdict
from market.models import QuickTest
from market.queries.measuring import quick_tests_seen_by, undisposed
from market.queries.places import markets_worked_at, pitches_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)

Percent = Annotated[Decimal, PlainSerializer(str, return_type=str)]
Sample = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class QuickTestOut(Out):
    """A test. inhibition: percent; positive from 50 (GB/T 5009.199-2003); none gave no result."""

    id: int
    key: UUID
    market: int
    vendor: int
    vendor_name: str
    pitch: int | None
    day: Day
    sample: str
    origin: str
    inhibition: Percent | None
    verdict: str
    disposal: str
    disposed_at: Moment | None
    can: list[str]

    @classmethod
    def of(cls, test: QuickTest, by: Actor) -> "QuickTestOut":
        open_ = test.verdict == Verdict.FAILED and test.disposed_at is None
        may = open_ and rules.allows(by, "quicktest.dispose", test)
        return cls(
            id=test.pk,
            key=test.key,
            market=test.market_id,
            vendor=test.vendor_id,
            vendor_name=test.vendor.name,
            pitch=test.pitch_id,
            day=test.day,
            sample=test.sample,
            origin=test.origin,
            inhibition=test.inhibition,
            verdict=test.verdict,
            disposal=test.disposal,
            disposed_at=test.disposed_at,
            can=["dispose"] if may else [],
        )


class QuickTestIn(Strict):
    """A test to be written down. The same key is the same test."""

    key: UUID
    market: Id
    vendor: Id
    pitch: Id | None = None
    day: Day
    sample: Sample
    origin: Annotated[str, Field(max_length=100)] = ""
    inhibition: Annotated[Decimal, Field(max_digits=4, decimal_places=1)] | None = None


class DisposalIn(Strict):
    """What became of the goods."""

    disposal: Words


class Wanted(Strict):
    """Which tests. undisposed: failed, and nobody said what became of the goods."""

    vendor: Id | None = None
    day: Day | None = None
    verdict: Verdict | None = None
    undisposed: bool = False


@router.get("", response=Page[QuickTestOut])
def quick_tests(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[QuickTestOut]:
    """The tests that the caller may see, the latest first."""
    by = caller(request)
    given = wanted.model_dump(exclude={"undisposed"}, exclude_none=True)
    found = quick_tests_seen_by(by).filter(**given)
    if wanted.undisposed:
        found = undisposed(found)
    return page(request, found, window, lambda row: QuickTestOut.of(row, by))


@router.post("", response={201: QuickTestOut}, auth=operator)
def record_test(request: HttpRequest, given: QuickTestIn) -> Status[QuickTestOut]:
    """Write a test down."""
    by = caller(request)
    made = deeds.record(
        get_object_or_404(markets_worked_at(by), pk=given.market),
        get_object_or_404(vendors_seen_by(by), pk=given.vendor),
        pitch=get_object_or_404(pitches_worked_at(by), pk=given.pitch) if given.pitch else None,
        **given.model_dump(exclude={"market", "vendor", "pitch"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, QuickTestOut.of(made, by))


@router.post("/{int:test_id}/dispose", response=QuickTestOut, auth=operator)
def dispose_test(request: HttpRequest, test_id: int, given: DisposalIn) -> QuickTestOut:
    """Say what became of goods that failed."""
    by = caller(request)
    found = get_object_or_404(quick_tests_seen_by(by), pk=test_id)
    return QuickTestOut.of(deeds.dispose(found, **given.model_dump(), by=by, at=clock.now()), by)
