"""Programmes and series: the name and the ground that sessions share."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from events import rules
from events.models import Programme, Series
from events.models.programme import SERIES_KINDS
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market, Zone

_NAMED = ("name", "name_en", "about", "about_en")


def add_programme(
    market: Market,
    *,
    slug: str,
    name: str,
    by: Actor,
    at: datetime,
    name_en: str = "",
    about: str = "",
    about_en: str = "",
) -> Programme:
    """Add a programme, under which series are announced together. This will refuse a slug in use."""
    rules.require(by, "programme.add", market)
    programme = Programme(market=market, slug=slug, name=name, name_en=name_en)
    programme.about, programme.about_en = about, about_en
    sentence = "There is a programme called {slug} already."
    _save(programme, sentence, slug)
    return programme


def add(
    market: Market,
    *,
    slug: str,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    zone: Zone | None = None,
    programme: Programme | None = None,
    name_en: str = "",
    about: str = "",
    about_en: str = "",
    rebate_percent: Decimal | None = None,
) -> Series:
    """Add a series to a market's programme. `slug` names its feed for good.

    rebate_percent: see allow(). This will refuse an unknown kind, a zone or programme of another
    market, and a slug in use.
    """
    rules.require(by, "series.add", market)
    if kind not in SERIES_KINDS:
        known = ", ".join(SERIES_KINDS)
        raise Invalid("bad_word", "{field} must be one of: {known}.", field="kind", known=known)
    refuse_elsewhere(zone, market.pk)
    _refuse_other_programme(programme, market.pk)
    series = Series(market=market, zone=zone, programme=programme, slug=slug, kind=kind, name=name)
    series.name_en, series.about, series.about_en = name_en, about, about_en
    _refuse_bad_rebate(kind, rebate_percent)
    series.rebate_percent = rebate_percent
    sentence = "There is a series called {slug} already."
    _save(series, sentence, slug)
    return series


@transaction.atomic
def describe(
    series: Series,
    *,
    name: str,
    name_en: str,
    about: str,
    about_en: str,
    programme: Programme | None,
    by: Actor,
    at: datetime,
) -> Series:
    """Say anew what a series is called and what it is about, and under which programme."""
    rules.require(by, "series.edit", series)
    _refuse_other_programme(programme, series.market_id)
    series.name, series.name_en, series.about, series.about_en = name, name_en, about, about_en
    series.programme = programme
    series.save(update_fields=[*_NAMED, "programme"])
    return series


@transaction.atomic
def allow(series: Series, *, rebate_percent: Decimal | None, by: Actor, at: datetime) -> Series:
    """Say what a closed day of the series takes off the rents on its ground, from 0 to 100 percent.

    With a rebate every announced day closes the ground as a closure does (see
    market.core.shutting); none is for days that only stand on the calendar.
    """
    rules.require(by, "series.edit", series)
    _refuse_bad_rebate(series.kind, rebate_percent)
    series.rebate_percent = rebate_percent
    series.save(update_fields=["rebate_percent"])
    return series


def refuse_elsewhere(zone: Zone | None, market: int) -> None:
    """This will refuse, with Invalid("other_market"), a zone that lies in another market."""
    if zone is not None and zone.market_id != market:
        raise Invalid("other_market", "{zone} is not in this market.", zone=zone.name, field="zone")


def _refuse_bad_rebate(kind: str, percent: Decimal | None) -> None:
    if percent is None:
        return
    if kind != "closure":
        sentence = "Only a series of closed days takes something off the rent."
        raise Invalid("no_closure", sentence, field="rebate_percent")
    if not 0 <= percent <= 100:
        sentence = "A rebate is from 0 to 100 percent."
        raise Invalid("bad_rebate", sentence, field="rebate_percent")


def _refuse_other_programme(programme: Programme | None, market: int) -> None:
    if programme is not None and programme.market_id != market:
        sentence = "{programme} belongs to another market."
        raise Invalid("other_market", sentence, programme=programme.name, field="programme")


def _save(thing: Series | Programme, sentence: str, slug: str) -> None:
    try:
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict("series_exists", sentence, slug=slug, field="slug") from fault
