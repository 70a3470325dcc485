"""/requirements: the rules about papers, whom a change touches, and how every needed paper stands."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from market import clock
from market.actions import requirements as deeds
from market.api.access import anyone, caller, operator
from market.api.paging import Page, Window, page, page_of_list
from market.api.schemas import Day, Id, Line, Moment, Out, Short, Strict
from market.core.requirements.goods import Goods
from market.models import PaperPolicy, PermitType, RequirementRule
from market.queries.affected import Touched, touched_by
from market.queries.lights import LIGHTS, Light
from market.queries.matrix import all_lights
from market.queries.places import markets_worked_at
from market.queries.requirements import as_rule

router = Router(auth=operator)
Words = Annotated[list[Short], Field(max_length=20)]


class RuleOut(Out):
    """A row of the requirement table. An empty list, and null, is no condition."""

    id: int
    key: str
    paper: str
    instead: list[str]
    holder: str
    each: str
    authority: str
    goods: list[str]
    without: list[str]
    kinds: list[str]
    not_kinds: list[str]
    vendor_kinds: list[str]
    shopfront: bool | None
    gas: bool | None
    temporary: bool | None
    area_from: Decimal | None
    area_below: Decimal | None
    why: str
    why_en: str
    source: str
    read_on: Day | None
    confidence: str
    effective_from: Day
    enabled: bool
    written_at: Moment | None
    written_by: str

    @classmethod
    def of(cls, row: RequirementRule) -> "RuleOut":
        plain = {name: getattr(row, name) for name in cls.model_fields if name != "paper"}
        return cls(paper=row.paper.code, **plain)


class RuleIn(Strict):
    """What is to be different from a day on; what is left out stays, null is "whatever it is"."""

    effective_from: Day
    instead: Words = []
    goods: list[Goods] = []
    without: list[Goods] = []
    kinds: Words = []
    not_kinds: Words = []
    vendor_kinds: Words = []
    shopfront: bool | None = None
    gas: bool | None = None
    temporary: bool | None = None
    area_from: Annotated[Decimal, Field(ge=0, lt=100_000, decimal_places=2)] | None = None
    area_below: Annotated[Decimal, Field(gt=0, lt=100_000, decimal_places=2)] | None = None
    authority: Annotated[Line, Field(min_length=1, max_length=100)] = ""
    why: Annotated[Line, Field(min_length=1)] = ""
    why_en: Annotated[Line, Field(min_length=1)] = ""
    source: Annotated[Line, Field(min_length=1)] = ""
    read_on: Day | None = None
    confidence: Short = ""
    enabled: bool = True

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, but for the day."""
        told = self.said()
        told.pop("effective_from")
        return told


class TouchedOut(Out):
    """A vendor who would need a paper (gains), or need it no more; light: how it stands."""

    vendor: int
    vendor_name: str
    paper: str
    worker: int | None
    gains: bool
    light: str
    lacks: bool

    @classmethod
    def of(cls, each: Touched) -> "TouchedOut":
        return cls(
            vendor=each.vendor.pk,
            vendor_name=each.vendor.name,
            paper=each.type.code,
            worker=each.worker.pk if each.worker else None,
            gains=each.gains,
            light=each.light,
            lacks=each.lacks,
        )


class PolicyOut(Out):
    """What the lack of a kind of paper stops, from a day on. market null: as shipped."""

    market: int | None
    paper: str
    sign: bool
    renew: bool
    place: bool
    effective_from: Day
    note: str

    @classmethod
    def of(cls, row: PaperPolicy) -> "PolicyOut":
        names = ("sign", "renew", "place", "effective_from", "note")
        plain = {name: getattr(row, name) for name in names}
        return cls(market=row.market_id, paper=row.type.code, **plain)


class PolicyIn(Strict):
    market: Id
    paper: Short
    sign: bool
    renew: bool
    place: bool
    effective_from: Day
    note: Line = ""


class NeedOut(Out):
    """A needed paper and how it stands today: valid, soon, applied, submitted, returned,
    elsewhere, lapsed or missing. permit: the paper on file for it."""

    vendor: int
    type: int
    worker: int | None
    pitch: int | None
    permit: int | None
    expires_on: Day | None
    light: str

    @classmethod
    def of(cls, light: Light) -> "NeedOut":
        return cls(**{name: getattr(light, name) for name in cls.model_fields})


class Wanted(Strict):
    """Which of the needed papers."""

    vendor: Id | None = None
    type: Id | None = None
    light: Annotated[str, Field(pattern=f"^({'|'.join(LIGHTS)})$")] | None = None


@router.get("/rules", response=Page[RuleOut], auth=anyone)
def rules(request: HttpRequest, window: Query[Window]) -> Page[RuleOut]:
    """Every row, also those that are over or have yet to begin."""
    rows = RequirementRule.objects.select_related("paper")
    return page(request, rows.order_by("position", "key", "effective_from"), window, RuleOut.of)


@router.get("/rules/{int:pk}", response=RuleOut, auth=anyone)
def rule(request: HttpRequest, pk: int) -> RuleOut:
    return RuleOut.of(get_object_or_404(RequirementRule.objects.select_related("paper"), pk=pk))


@router.post("/rules/{int:pk}/try", response=Page[TouchedOut])
def try_rule(
    request: HttpRequest, pk: int, told: RuleIn, window: Query[Window]
) -> Page[TouchedOut]:
    """Whom the row would touch, were it so. Nothing is written."""
    row = get_object_or_404(RequirementRule.objects.select_related("paper"), pk=pk)
    fresh = deeds.revised(row, told.changes(), effective_from=told.effective_from)
    markets = markets_worked_at(caller(request)).values_list("pk", flat=True)
    found = touched_by(as_rule(fresh), on=told.effective_from, markets=markets)
    return page_of_list(request, found, window, TouchedOut.of)


@router.post("/rules/{int:pk}/revise", response={201: RuleOut})
def revise_rule(request: HttpRequest, pk: int, told: RuleIn) -> Status[RuleOut]:
    """Let it count from a day on. The old row is kept."""
    row = get_object_or_404(RequirementRule.objects.select_related("paper"), pk=pk)
    fresh = deeds.revise(
        row,
        told.changes(),
        effective_from=told.effective_from,
        by=caller(request),
        at=clock.now(),
    )
    return Status(201, RuleOut.of(fresh))


@router.get("/policies", response=Page[PolicyOut])
def policies(request: HttpRequest, window: Query[Window]) -> Page[PolicyOut]:
    """The shipped rows, and those of one's markets."""
    markets = markets_worked_at(caller(request))
    rows = PaperPolicy.objects.filter(market=None) | PaperPolicy.objects.filter(market__in=markets)
    rows = rows.select_related("type").order_by("type__code", "effective_from", "pk")
    return page(request, rows, window, PolicyOut.of)


@router.post("/policies", response={201: PolicyOut})
def set_policy(request: HttpRequest, told: PolicyIn) -> Status[PolicyOut]:
    """Say what the lack of a kind of paper stops at a market."""
    by = caller(request)
    row = deeds.set_policy(
        get_object_or_404(markets_worked_at(by), pk=told.market),
        get_object_or_404(PermitType, code=told.paper),
        **told.model_dump(exclude={"market", "paper"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, PolicyOut.of(row))


@router.get("/needs", response=Page[NeedOut])
def needs(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[NeedOut]:
    """Every needed paper at one's markets, and how it stands today."""
    found = all_lights(caller(request), on=clock.today())
    for name, value in wanted.said().items():
        if value is not None:
            found = [light for light in found if getattr(light, name) == value]
    return page_of_list(request, found, window, NeedOut.of)
