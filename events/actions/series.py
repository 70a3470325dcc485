"""Series: the name and the ground that sessions share."""

from datetime import datetime

from django.db import IntegrityError, transaction

from events import rules
from events.models import Series
from events.models.programme import SERIES_KINDS
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market, Zone


def add(
    market: Market,
    *,
    slug: str,
    name: str,
    kind: str,
    by: Actor,
    at: datetime,
    zone: Zone | None = None,
    name_en: str = "",
    about: str = "",
    about_en: str = "",
) -> Series:
    """Add a series to a market's programme. `slug` names its feed for good.

    This will refuse an unknown kind, a zone of another market, and a slug that is in use.
    """
    rules.require(by, "series.add", market)
    if kind not in SERIES_KINDS:
        known = ", ".join(SERIES_KINDS)
        raise Invalid("bad_word", "{field} must be one of: {known}.", field="kind", known=known)
    refuse_elsewhere(zone, market.pk)
    series = Series(market=market, zone=zone, slug=slug, kind=kind, name=name)
    series.name_en, series.about, series.about_en = name_en, about, about_en
    try:
        with transaction.atomic():
            series.save(force_insert=True)
    except IntegrityError as fault:
        raise Conflict(
            "series_exists", "There is a series called {slug} already.", slug=slug, field="slug"
        ) from fault
    return series


def refuse_elsewhere(zone: Zone | None, market: int) -> None:
    """This will refuse, with Invalid("other_market"), a zone that lies in another market."""
    if zone is not None and zone.market_id != market:
        raise Invalid("other_market", "{zone} is not in this market.", zone=zone.name, field="zone")
