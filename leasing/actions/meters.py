"""Meters put in, taken out and replaced."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from leasing import rules
from leasing.actions import readings
from leasing.core.metering.states import ReadingKind, Serves
from leasing.models import Meter
from market.core.actors import Actor
from market.core.pinyin import sort_key
from market.core.refusals import Conflict, Invalid
from market.models import Market, Pitch

LONGEST_KEY = 60


@transaction.atomic
def install(
    market: Market,
    *,
    utility: str,
    number: str,
    on: date,
    value: Decimal,
    by: Actor,
    at: datetime,
    pitch: Pitch | None = None,
    serves: str = Serves.PITCH,
    multiplier: Decimal = Decimal(1),
    digits: int = 6,
    place: str = "",
    replaces: Meter | None = None,
) -> Meter:
    """Put a meter in, with what it shows as it begins.

    on: the first day it counts. This will refuse a number that is here already, and a pitch of
    another market.
    """
    rules.require(by, "meter.edit", market)
    _check_place(market, serves, pitch)
    _check_number(market, utility, number)
    if multiplier <= 0:
        raise Invalid(
            "bad_multiplier", "A multiplier is a number above nothing.", field="multiplier"
        )
    meter = Meter.objects.create(
        market=market,
        utility=utility,
        number=number,
        number_key=sort_key(number, longest=LONGEST_KEY),
        multiplier=multiplier,
        digits=digits,
        serves=serves,
        pitch=pitch if serves == Serves.PITCH else None,
        place=place,
        installed_on=on,
        replaces=replaces,
    )
    readings.take(meter, day=on, value=value, kind=ReadingKind.INITIAL, by=by, at=at)
    return meter


@transaction.atomic
def remove(meter: Meter, *, on: date, value: Decimal, by: Actor, at: datetime) -> Meter:
    """Take a meter out, with what it shows in the end. on: the first day it no longer counts."""
    rules.require(by, "meter.edit", meter)
    locked = Meter.objects.select_for_update(no_key=True).get(pk=meter.pk)
    if locked.removed_on is not None:
        raise Conflict(
            "meter_removed",
            "Meter {meter} was taken out on {day} already.",
            meter=meter.number,
            day=locked.removed_on,
        )
    readings.take(meter, day=on, value=value, kind=ReadingKind.FINAL, by=by, at=at)
    Meter.objects.filter(pk=meter.pk).update(removed_on=on)
    meter.refresh_from_db()
    return meter


@transaction.atomic
def replace(
    meter: Meter,
    *,
    on: date,
    final: Decimal,
    number: str,
    initial: Decimal,
    by: Actor,
    at: datetime,
    multiplier: Decimal | None = None,
    digits: int | None = None,
) -> Meter:
    """Put another meter in the place of one: a bill goes on over the two of them."""
    remove(meter, on=on, value=final, by=by, at=at)
    return install(
        meter.market,
        utility=meter.utility,
        number=number,
        on=on,
        value=initial,
        pitch=meter.pitch,
        serves=meter.serves,
        multiplier=multiplier or meter.multiplier,
        digits=digits or meter.digits,
        place=meter.place,
        replaces=meter,
        by=by,
        at=at,
    )


def _check_place(market: Market, serves: str, pitch: Pitch | None) -> None:
    if serves == Serves.PITCH and pitch is None:
        raise Invalid(
            "no_pitch_metered",
            "Choose the pitch that this meter serves, or say that it serves common parts.",
            field="pitch",
        )
    if pitch is not None and pitch.zone.market_id != market.pk:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitch"
        )


def _check_number(market: Market, utility: str, number: str) -> None:
    if Meter.objects.filter(market=market, utility=utility, number=number).exists():
        raise Conflict(
            "meter_known",
            "There is a meter {meter} here already.",
            meter=number,
            field="number",
        )
