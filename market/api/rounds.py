"""Rounds of inspection: planned for all or by lot, walked, closed."""

from collections.abc import Callable
from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from market import clock, rules
from market.actions import rounds as deeds
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Short, Strict
from market.core.actors import Actor
from market.core.inspecting.states import ROUND, RoundState
from market.models import Round, Stop, Zone
from market.queries.inspections import rounds_seen_by, stops_of
from market.queries.places import markets_worked_at

router = Router(auth=operator)


class StopOut(Out):
    """Somebody to be looked at. why: all, drawn, or overdue (something late to be put right)."""

    vendor: int
    vendor_name: str
    pitch: int
    pitch_code: str
    why: str
    seen: bool

    @classmethod
    def of(cls, stop: Stop) -> "StopOut":
        return cls(
            vendor=stop.vendor_id,
            vendor_name=stop.vendor.name,
            pitch=stop.pitch_id,
            pitch_code=stop.pitch.code,
            why=stop.why,
            seen=bool(getattr(stop, "seen", False)),
        )


class RoundOut(Out):
    """A round. Of a sample: how it was drawn, so that anybody can draw it again.

    algorithm sha256-lowest-1: sort the population by the SHA-256 of seed, line feed, key, and take
    the first `size`; population_sha256 is over its keys, sorted, each on a line.
    """

    id: int
    market: int
    zone: int | None
    day: Day
    name: str
    way: str
    seed: str
    size: int
    algorithm: str
    population: list[str]
    population_sha256: str
    state: str
    planned_at: Moment
    can: list[str]

    @classmethod
    def of(cls, round: Round, by: Actor) -> "RoundOut":
        return cls(
            id=round.pk,
            market=round.market_id,
            zone=round.zone_id,
            day=round.day,
            name=round.name,
            way=round.way,
            seed=round.seed,
            size=round.size,
            algorithm=round.algorithm,
            population=round.population,
            population_sha256=round.population_sha256,
            state=round.state,
            planned_at=round.planned_at,
            can=rules.can(by, "round", ROUND, round),
        )


class RoundIn(Strict):
    """A round to be planned. seed and size: of a sample; without a seed one is made."""

    market: Id
    zone: Id | None = None
    day: Day
    name: Short = ""
    way: Literal["all", "sample"] = "all"
    seed: Annotated[str, Field(max_length=80)] = ""
    size: Annotated[int, Field(ge=0, le=2000)] = 0


class Wanted(Strict):
    """Which rounds."""

    market: Id | None = None
    state: RoundState | None = None


@router.get("", response=Page[RoundOut])
def rounds(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[RoundOut]:
    """The rounds, the latest first."""
    by = caller(request)
    found = rounds_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda row: RoundOut.of(row, by))


@router.post("", response={201: RoundOut})
def plan_round(request: HttpRequest, given: RoundIn) -> Status[RoundOut]:
    """Plan a round."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=given.market)
    zone = get_object_or_404(Zone, pk=given.zone, market=market) if given.zone else None
    told = given.model_dump(exclude={"market", "zone"})
    made = deeds.plan(market, zone=zone, **told, by=by, at=clock.now())
    return Status(201, RoundOut.of(made, by))


@router.get("/{int:round_id}", response=RoundOut)
def round(request: HttpRequest, round_id: int) -> RoundOut:
    """One round."""
    by = caller(request)
    return RoundOut.of(get_object_or_404(rounds_seen_by(by), pk=round_id), by)


@router.get("/{int:round_id}/stops", response=Page[StopOut])
def round_stops(request: HttpRequest, round_id: int, window: Query[Window]) -> Page[StopOut]:
    """Who is to be looked at, in the order of the walk."""
    found = get_object_or_404(rounds_seen_by(caller(request)), pk=round_id)
    return page(request, stops_of(found), window, StopOut.of)


@router.post("/{int:round_id}/close", response=RoundOut)
def close_round(request: HttpRequest, round_id: int) -> RoundOut:
    """End a round."""
    return _move(request, round_id, deeds.close)


@router.post("/{int:round_id}/cancel", response=RoundOut)
def cancel_round(request: HttpRequest, round_id: int, given: Reason) -> RoundOut:
    """Call a round off in which nobody was visited yet."""
    return _move(request, round_id, deeds.cancel, reason=given.reason)


def _move(
    request: HttpRequest, round_id: int, deed: Callable[..., Round], **given: object
) -> RoundOut:
    by = caller(request)
    found = get_object_or_404(rounds_seen_by(by), pk=round_id)
    return RoundOut.of(deed(found, **given, by=by, at=clock.now()), by)
