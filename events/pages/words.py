"""How a session is called in the reader's language."""

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.actions.places import hours_of
from events.models import Programme, Series, Session
from market.core import wording
from market.models import Market, Zone


class Kind(TextChoices):
    """The kinds of series, in words."""

    NIGHT = "night", _("Night market")
    FAIR = "fair", _("Fair")
    PERFORMANCE = "performance", _("Performance")
    COMPETITION = "competition", _("Competition")
    COMMUNITY = "community", _("Community event")
    CLOSURE = "closure", pgettext_lazy("series", "Closed")
    INTERNAL = "internal", _("Internal")


class Feature(TextChoices):
    """What a session may have in it that an authority asks about, in words."""

    FOOD_FAIR = "food_fair", _("A food fair")
    PAID_PERFORMANCE = "paid_performance", _("A performance people pay for")
    TEMPORARY_STAGE = "temporary_stage", _("A temporary stage")
    PUBLIC_ROAD = "public_road", _("Part of a public road")
    BARBECUE = "barbecue", _("Outdoor barbecue")
    LOUDSPEAKER = "loudspeaker", _("Loudspeakers")


def name_of(thing: Programme | Series | Zone | Market, language: str) -> str:
    """A thing's name in the reader's language, as far as it has one."""
    return thing.name_en if _english(language) and thing.name_en else thing.name


def title_of(session: Session, language: str) -> str:
    """The session's own name, or that of its series."""
    own = session.name_en if _english(language) and session.name_en else session.name
    return own or name_of(session.series, language)


def about_of(session: Session, language: str) -> str:
    """The session's note, and what the series says of itself."""
    series = session.series
    about = series.about_en if _english(language) and series.about_en else series.about
    return "\n".join(text for text in (session.note, about) if text)


def place_of(session: Session, language: str) -> str:
    """Where it is, from the zone to the address."""
    return _place(session.zone, session.series.market, language)


def ground_of(series: Series, language: str) -> str:
    """Where a series is, from the zone to the address."""
    return _place(series.zone, series.market, language)


def _place(zone: Zone | None, market: Market, language: str) -> str:
    names = [name_of(zone, language)] if zone else []
    parts = [*names, name_of(market, language), market.address]
    return (", " if _english(language) else "，").join(part for part in parts if part)


def hours_in_words(session: Session, language: str) -> str:
    """18:00–次日 01:00, or that it is all day."""
    hours = hours_of(session)
    if hours.whole_day:
        return gettext("All day")
    return wording.hours(hours.start, hours.end, language)


def _english(language: str) -> bool:
    return language.startswith("en")
