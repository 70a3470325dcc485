"""Scales: taken in, verified, put out of use; and the book of the fair scale."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from market import rules
from market.actions import moves
from market.actions.contention import one_at_a_time
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.inspecting import measures
from market.core.inspecting.states import SCALE, ScaleState
from market.core.periods import months_after
from market.core.refusals import Conflict, Invalid
from market.models import Market, Pitch, Scale, ScaleLog, Vendor, Verification

LONGEST_MONTHS = 12


@transaction.atomic
def add(
    market: Market,
    *,
    number: str,
    by: Actor,
    at: datetime,
    vendor: Vendor | None = None,
    pitch: Pitch | None = None,
    make: str = "",
    most_kg: int = 30,
    division_g: int = 5,
    fair: bool = False,
) -> Scale:
    """Put a scale on the register: a vendor's, or the market's own; only the latter can be fair.

    Raises Conflict("scale_known") for a number that is there already.
    """
    rules.require(by, "scale.edit", market)
    written = number.strip()
    if not written:
        raise Invalid("missing_text", "Please fill this in.", field="number")
    if fair and vendor is not None:
        raise Invalid("fair_is_ours", "The fair scale belongs to the market.", field="vendor")
    if vendor is not None and not vendor.accounts.filter(market=market).exists():
        raise Invalid("other_market", "This vendor is not at this market.", field="vendor")
    if pitch is not None and pitch.zone.market_id != market.pk:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitch"
        )
    if Scale.objects.filter(market=market, number=written).exists():
        raise Conflict(
            "scale_known", "Scale {number} is here already.", number=written, field="number"
        )
    return Scale.objects.create(
        market=market,
        vendor=vendor,
        pitch=pitch,
        number=written,
        make=make.strip(),
        most_kg=most_kg,
        division_g=division_g,
        fair=fair,
        since=local_day(at),
    )


@transaction.atomic
def verify(
    scale: Scale,
    *,
    day: date,
    until: date,
    by: Actor,
    at: datetime,
    certificate: str = "",
    agency: str = "",
) -> Verification:
    """Write a verification down, with the last day as it stands on the label: a year at most.

    Source: 计量法 第九条; the period of JJG 539 is a year.
    """
    rules.require(by, "scale.verify", scale)
    if day > local_day(at):
        raise Invalid("day_to_come", "This day is still to come.", field="day")
    if not day <= until <= months_after(day, LONGEST_MONTHS):
        raise Invalid("bad_validity", "A verification is valid for a year at most.", field="until")
    if Verification.objects.filter(scale=scale, day=day).exists():
        raise Conflict("verified_already", "This verification is here already.", field="day")
    return Verification.objects.create(
        scale=scale,
        day=day,
        until=until,
        certificate=certificate.strip(),
        agency=agency.strip(),
        recorded_at=at,
        recorded_by_id=by.user,
    )


@transaction.atomic
def stop(scale: Scale, *, reason: str, by: Actor, at: datetime) -> Scale:
    """Nobody may sell by it from now on: it is out of date, or wrong."""
    return _put(scale, "stop", reason, by=by, at=at)


@transaction.atomic
def resume(scale: Scale, *, reason: str, by: Actor, at: datetime) -> Scale:
    """It may be used again."""
    return _put(scale, "resume", reason, by=by, at=at)


@transaction.atomic
def retire(scale: Scale, *, reason: str, by: Actor, at: datetime) -> Scale:
    """It is gone from the market."""
    return _put(scale, "retire", reason, by=by, at=at)


@transaction.atomic
def check(
    scale: Scale,
    *,
    key: uuid.UUID,
    load_g: int,
    shown_g: int,
    by: Actor,
    at: datetime,
    note: str = "",
) -> ScaleLog:
    """The fair scale's own check of the day, with a standard weight. Once a day, and once a key."""
    _require_fair(scale, by)
    one_at_a_time(f"scale/{scale.pk}")
    if known := ScaleLog.objects.filter(key=key, scale=scale).first():
        return known
    day = local_day(at)
    if scale.logs.filter(kind="daily", day=day).exists():
        raise Conflict("checked_already", "It was checked today already.", day=day)
    allowed = measures.allowed_error_g(_weight(load_g), scale.division_g)
    told: dict[str, Any] = {
        "kind": "daily",
        "load_g": load_g,
        "shown_g": shown_g,
        "note": note.strip()[:200],
    }
    passed = abs(shown_g - load_g) <= allowed
    return _log(scale, key, by=by, at=at, allowed_g=allowed, passed=passed, **told)


@transaction.atomic
def reweigh(
    scale: Scale,
    *,
    key: uuid.UUID,
    claimed_g: int,
    shown_g: int,
    goods: str,
    by: Actor,
    at: datetime,
    vendor: Vendor | None = None,
    note: str = "",
) -> ScaleLog:
    """A customer weighs again what a stall sold. goods: plain (at most 6 yuan a kilogram) or dear."""
    _require_fair(scale, by)
    one_at_a_time(f"scale/{scale.pk}")
    if known := ScaleLog.objects.filter(key=key, scale=scale).first():
        return known
    if goods not in measures.SHORT_WEIGHT:
        raise Invalid("bad_goods", "Choose how dear the goods are.", field="goods")
    told: dict[str, Any] = {
        "kind": "reweigh",
        "load_g": _weight(claimed_g),
        "shown_g": shown_g,
        "goods": goods,
    }
    return _log(
        scale,
        key,
        by=by,
        at=at,
        allowed_g=measures.allowed_short_g(claimed_g, goods),
        passed=measures.weighed_rightly(claimed_g, shown_g, goods),
        vendor=vendor,
        note=note.strip()[:200],
        **told,
    )


def _put(scale: Scale, name: str, reason: str, *, by: Actor, at: datetime) -> Scale:
    rules.require(by, f"scale.{name}", scale)
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why.", field="reason")
    return moves.move(scale, SCALE, name, by=by, at=at, reason=reason.strip())


def _require_fair(scale: Scale, by: Actor) -> None:
    rules.require(by, "scale.log", scale)
    if not scale.fair:
        raise Invalid("not_fair", "Only the market's fair scale has a book.", field="scale")
    if scale.state != ScaleState.IN_USE:
        raise Conflict("not_now", "This scale is out of use.", state=scale.state)


def _weight(grams: int) -> int:
    if grams <= 0:
        raise Invalid("bad_weight", "A weight is more than nothing.", field="load_g")
    return grams


def _log(scale: Scale, key: uuid.UUID, *, by: Actor, at: datetime, **told: Any) -> ScaleLog:
    return ScaleLog.objects.create(
        key=key, scale=scale, day=local_day(at), at=at, by_id=by.user, by_name=by.name[:60], **told
    )
