"""Scales and their verifications, and the fair scale's book."""

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from market import clock, rules
from market.actions import scales as deeds
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict
from market.core.actors import Actor
from market.core.inspecting.states import SCALE, ScaleState
from market.models import Scale, ScaleLog
from market.queries.measuring import logs_seen_by, out_of_date, scales_seen_by
from market.queries.places import markets_worked_at, pitches_worked_at
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)

Grams = Annotated[int, Field(ge=0, le=1_000_000)]


class ScaleOut(Out):
    """A scale. valid_until: the last day of its latest verification, none without one."""

    id: int
    market: int
    vendor: int | None
    pitch: int | None
    number: str
    make: str
    most_kg: int
    division_g: int
    fair: bool
    state: str
    valid_until: Day | None
    can: list[str]

    @classmethod
    def of(cls, scale: Scale, by: Actor) -> "ScaleOut":
        return cls(
            id=scale.pk,
            market=scale.market_id,
            vendor=scale.vendor_id,
            pitch=scale.pitch_id,
            number=scale.number,
            make=scale.make,
            most_kg=scale.most_kg,
            division_g=scale.division_g,
            fair=scale.fair,
            state=scale.state,
            valid_until=getattr(scale, "until", None),
            can=rules.can(by, "scale", SCALE, scale),
        )


class ScaleIn(Strict):
    """A scale to be put on the register. fair: the market's own, at which customers weigh again."""

    market: Id
    vendor: Id | None = None
    pitch: Id | None = None
    number: Annotated[str, Field(min_length=1, max_length=40)]
    make: Short = ""
    most_kg: Annotated[int, Field(ge=1, le=3000)] = 30
    division_g: Annotated[int, Field(ge=1, le=1000)] = 5
    fair: bool = False


class VerificationIn(Strict):
    """A verification; until is the last day on its label, a year after it at most."""

    day: Day
    until: Day
    certificate: Short = ""
    agency: Annotated[str, Field(max_length=100)] = ""


class LogOut(Out):
    """A line of the book. allowed_g: what it may be off by; passed says whether it is within."""

    id: int
    key: UUID
    scale: int
    day: Day
    kind: str
    load_g: int
    shown_g: int
    allowed_g: int
    passed: bool
    goods: str
    vendor: int | None
    note: str
    at: Moment


class LogIn(Strict):
    """daily: its own check with a standard weight. reweigh: what a customer bought, weighed again."""

    key: UUID
    kind: Literal["daily", "reweigh"]
    load_g: Annotated[int, Field(ge=1, le=1_000_000)]
    shown_g: Grams
    goods: Literal["", "plain", "dear"] = ""
    vendor: Id | None = None
    note: Line = ""


class Wanted(Strict):
    """Which scales. out_of_date: in use without a valid verification."""

    market: Id | None = None
    vendor: Id | None = None
    state: ScaleState | None = None
    fair: bool | None = None
    out_of_date: bool = False


@router.get("", response=Page[ScaleOut])
def scales(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[ScaleOut]:
    """The register, as far as the caller may see it."""
    by = caller(request)
    given = wanted.model_dump(exclude={"out_of_date"}, exclude_none=True)
    found = scales_seen_by(by).filter(**given)
    if wanted.out_of_date:
        found = out_of_date(found, on=clock.today())
    return page(request, found, window, lambda row: ScaleOut.of(row, by))


@router.post("", response={201: ScaleOut}, auth=operator)
def add_scale(request: HttpRequest, given: ScaleIn) -> Status[ScaleOut]:
    """Put a scale on the register."""
    by = caller(request)
    vendor, pitch = given.vendor, given.pitch
    made = deeds.add(
        get_object_or_404(markets_worked_at(by), pk=given.market),
        vendor=get_object_or_404(vendors_seen_by(by), pk=vendor) if vendor else None,
        pitch=get_object_or_404(pitches_worked_at(by), pk=pitch) if pitch else None,
        **given.model_dump(exclude={"market", "vendor", "pitch"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, ScaleOut.of(made, by))


@router.get("/{int:scale_id}", response=ScaleOut)
def scale(request: HttpRequest, scale_id: int) -> ScaleOut:
    """One scale."""
    by = caller(request)
    return ScaleOut.of(get_object_or_404(scales_seen_by(by), pk=scale_id), by)


@router.post("/{int:scale_id}/verifications", response={201: ScaleOut}, auth=operator)
def verify_scale(request: HttpRequest, scale_id: int, given: VerificationIn) -> Status[ScaleOut]:
    """Write a verification down."""
    by = caller(request)
    found = get_object_or_404(scales_seen_by(by), pk=scale_id)
    deeds.verify(found, **given.model_dump(), by=by, at=clock.now())
    return Status(201, ScaleOut.of(scales_seen_by(by).get(pk=scale_id), by))


@router.get("/{int:scale_id}/logs", response=Page[LogOut], auth=operator)
def scale_logs(request: HttpRequest, scale_id: int, window: Query[Window]) -> Page[LogOut]:
    """The book of the fair scale, the latest line first."""
    by = caller(request)
    found = get_object_or_404(scales_seen_by(by), pk=scale_id)
    return page(request, logs_seen_by(by).filter(scale=found), window, _log)


@router.post("/{int:scale_id}/logs", response={201: LogOut}, auth=operator)
def log_scale(request: HttpRequest, scale_id: int, given: LogIn) -> Status[LogOut]:
    """Write a line into the book. The same key is the same line."""
    by = caller(request)
    found = get_object_or_404(scales_seen_by(by), pk=scale_id)
    told: dict[str, Any] = {"key": given.key, "shown_g": given.shown_g, "note": given.note}
    if given.kind == "daily":
        line = deeds.check(found, load_g=given.load_g, **told, by=by, at=clock.now())
    else:
        vendor = given.vendor
        line = deeds.reweigh(
            found,
            claimed_g=given.load_g,
            goods=given.goods,
            vendor=get_object_or_404(vendors_seen_by(by), pk=vendor) if vendor else None,
            **told,
            by=by,
            at=clock.now(),
        )
    return Status(201, _log(line))


@router.post("/{int:scale_id}/stop", response=ScaleOut, auth=operator)
def stop_scale(request: HttpRequest, scale_id: int, given: Reason) -> ScaleOut:
    """Nobody may sell by it from now on."""
    return _move(request, scale_id, deeds.stop, given)


@router.post("/{int:scale_id}/resume", response=ScaleOut, auth=operator)
def resume_scale(request: HttpRequest, scale_id: int, given: Reason) -> ScaleOut:
    """It may be used again."""
    return _move(request, scale_id, deeds.resume, given)


@router.post("/{int:scale_id}/retire", response=ScaleOut, auth=operator)
def retire_scale(request: HttpRequest, scale_id: int, given: Reason) -> ScaleOut:
    """It is gone."""
    return _move(request, scale_id, deeds.retire, given)


def _move(
    request: HttpRequest, scale_id: int, deed: Callable[..., Scale], given: Reason
) -> ScaleOut:
    by = caller(request)
    found = get_object_or_404(scales_seen_by(by), pk=scale_id)
    deed(found, reason=given.reason, by=by, at=clock.now())
    return ScaleOut.of(scales_seen_by(by).get(pk=scale_id), by)


def _log(line: ScaleLog) -> LogOut:
    return LogOut(
        id=line.pk,
        key=line.key,
        scale=line.scale_id,
        day=line.day,
        kind=line.kind,
        load_g=line.load_g,
        shown_g=line.shown_g,
        allowed_g=line.allowed_g,
        passed=line.passed,
        goods=line.goods,
        vendor=line.vendor_id,
        note=line.note,
        at=line.at,
    )
