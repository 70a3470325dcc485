"""Pitches, with their state on a day. Anyone may see them; what only the house needs, operators."""

from decimal import Decimal
from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from market import clock
from market.actions import pitches as deeds
from market.actions import shapes
from market.api.access import anyone, caller, operator
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page_of_list
from market.api.schemas import Day, Id, Line, Out, Short, Strict, YuanNotNegative, YuanOut
from market.api.zones import Rectangle
from market.core.actors import Actor
from market.core.plots import PlanState
from market.models import Pitch
from market.queries.pitches import PitchOn, pitch_on, states_on
from market.queries.places import pitches_worked_at

router = Router(auth=anyone)

Centimetres = Annotated[int, Field(ge=0, le=10_000_000)]
SquareMetres = Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)]


class Equipment(Out):
    """What decides whether a trade is possible there."""

    power_kw: Decimal | None
    three_phase: bool
    water: bool
    drain: bool
    gas: bool
    open_flame: bool
    exhaust: bool


class Meters(Out):
    """Numbers of the meters, for operators."""

    electricity: str
    water: str


class PitchOut(Out):
    """A pitch on one day: free, let, soon (free within 60 days), reserved, trouble or closed.

    held_for and until (the last day it is held) are told to operators of the market only.
    """

    id: int
    market: int
    zone: int
    code: str
    kind: str
    on: Day
    state: PlanState
    held_for: str | None
    until: Day | None
    row: str
    position: int
    plan: Rectangle
    area_m2: Decimal | None
    charged_area_m2: Decimal | None
    shopfront: bool
    structure: str
    structure_approval_until: Day | None
    equipment: Equipment
    goods: list[str]
    guide_rent: YuanOut | None = Field(description="a month")
    meters: Meters | None

    @classmethod
    def of(cls, there: PitchOn, by: Actor) -> "PitchOut":
        pitch = there.pitch
        inside = _works_there(by, pitch)
        return cls(
            id=pitch.pk,
            market=pitch.zone.market_id,
            zone=pitch.zone_id,
            code=pitch.code,
            kind=pitch.kind,
            on=there.on,
            state=there.state,
            held_for=there.held_for if inside else None,
            until=there.until if inside else None,
            row=pitch.row,
            position=pitch.position,
            plan=Rectangle(x=pitch.x, y=pitch.y, width=pitch.width, height=pitch.height),
            area_m2=pitch.area_m2,
            charged_area_m2=pitch.charged_area_m2,
            shopfront=pitch.shopfront,
            structure=pitch.structure,
            structure_approval_until=pitch.structure_approval_until,
            equipment=Equipment.from_orm(pitch),
            goods=pitch.goods,
            guide_rent=pitch.guide_rent_fen,
            meters=Meters(electricity=pitch.electricity_meter, water=pitch.water_meter)
            if inside
            else None,
        )


class PitchEdit(Strict):
    """What may be corrected of a pitch. What is left out stays as it is."""

    kind: Literal["stall", "container", "night", "shopfront", "advertising", "storage"] = "stall"
    state_note: Line = ""
    row: Annotated[str, Field(max_length=20)] = ""
    position: Annotated[int, Field(ge=0, le=32767)] = 0
    x: Annotated[int, Field(ge=-10_000_000, le=10_000_000)] = 0
    y: Annotated[int, Field(ge=-10_000_000, le=10_000_000)] = 0
    width: Centimetres = 300
    height: Centimetres = 300
    area_m2: SquareMetres | None = None
    charged_area_m2: SquareMetres | None = None
    shopfront: bool = False
    structure: Literal["permanent", "temporary"] = "permanent"
    structure_approval_until: Day | None = None
    power_kw: Annotated[Decimal, Field(ge=0, max_digits=6, decimal_places=1)] | None = None
    three_phase: bool = False
    water: bool = False
    drain: bool = False
    gas: bool = False
    open_flame: bool = False
    exhaust: bool = False
    electricity_meter: Annotated[str, Field(max_length=30)] = ""
    water_meter: Annotated[str, Field(max_length=30)] = ""
    goods: Annotated[list[Short], Field(max_length=40)] = []
    guide_rent: YuanNotNegative | None = None


class MergeIn(Strict):
    """Neighbours that become one."""

    pitches: Annotated[list[Id], Field(min_length=2, max_length=20)]
    code: Annotated[Short, Field(min_length=1, max_length=20)]


class SplitIn(Strict):
    """The codes of the parts; none where a merged pitch falls back apart."""

    codes: Annotated[list[Short], Field(max_length=20)] = []


class Wanted(Strict):
    """Which pitches. `on` is today when left out."""

    market: Id | None = None
    zone: Id | None = None
    state: PlanState | None = None
    on: Day | None = None


@router.get("", response=Page[PitchOut])
def pitches(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[PitchOut]:
    by = caller(request)
    return page_of_list(request, _found(wanted), window, lambda there: PitchOut.of(there, by))


@router.get("/{int:pitch_id}", response=PitchOut)
def pitch(
    request: HttpRequest, response: HttpResponse, pitch_id: int, on: Day | None = None
) -> PitchOut:
    found = get_object_or_404(Pitch.objects.select_related("zone"), pk=pitch_id)
    answer = PitchOut.of(pitch_on(found, on or clock.today()), caller(request))
    tagged(response, answer)
    return answer


@router.patch("/{int:pitch_id}", response=PitchOut, auth=operator)
@transaction.atomic
def edit_pitch(
    request: HttpRequest, response: HttpResponse, pitch_id: int, edit: PitchEdit
) -> PitchOut:
    by, today = caller(request), clock.today()
    locked = pitches_worked_at(by).select_for_update(of=("self",), no_key=True)
    found = get_object_or_404(locked, pk=pitch_id)
    require_match(request, PitchOut.of(pitch_on(found, today), by))
    deeds.edit(found, _columns(edit), by=by, at=clock.now())
    answer = PitchOut.of(pitch_on(found, today), by)
    tagged(response, answer)
    return answer


@router.post("/merge", response={201: PitchOut}, auth=operator)
def merge_pitches(request: HttpRequest, told: MergeIn) -> Status[PitchOut]:
    """Make one pitch of neighbouring ones, from today. Nobody may hold any of them."""
    by = caller(request)
    seen = pitches_worked_at(by)
    pitches = [get_object_or_404(seen, pk=pk) for pk in told.pitches]
    made = shapes.merge(pitches, told.code, by=by, at=clock.now())
    return Status(201, PitchOut.of(pitch_on(made, clock.today()), by))


@router.post("/{int:pitch_id}/split", response={201: list[PitchOut]}, auth=operator)
def split_pitch(request: HttpRequest, pitch_id: int, told: SplitIn) -> Status[list[PitchOut]]:
    """Make several pitches of one, from today. Without codes a merged one falls back apart."""
    by = caller(request)
    pitch = get_object_or_404(pitches_worked_at(by), pk=pitch_id)
    made = shapes.split(pitch, told.codes, by=by, at=clock.now())
    return Status(201, [PitchOut.of(pitch_on(one, clock.today()), by) for one in made])


def _found(wanted: Wanted) -> list[PitchOn]:
    seen = Pitch.objects.select_related("zone").order_by(
        "zone__market", "zone__position", "zone", "code_key", "pk"
    )
    if wanted.market:
        seen = seen.filter(zone__market=wanted.market)
    if wanted.zone:
        seen = seen.filter(zone=wanted.zone)
    seen = seen.filter(gone_since=None)
    there = states_on(seen, wanted.on or clock.today())
    return [each for each in there if wanted.state in (None, each.state)]


def _works_there(by: Actor, pitch: Pitch) -> bool:
    markets = by.markets() if by.operator else frozenset()
    return markets is None or pitch.zone.market_id in markets


def _columns(edit: PitchEdit) -> dict[str, object]:
    columns = edit.said()
    if "guide_rent" in columns:
        columns["guide_rent_fen"] = columns.pop("guide_rent")
    return columns
