"""Words and figures of meters: `{% load meter_words %}{{ meter.utility|utility }}`."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leasing.core.metering.states import UNITS, Utility

register = template.Library()

UTILITIES = {"electricity": _("Electricity"), "water": _("Water")}
SERVES = {
    "pitch": _("A pitch"),
    "common": _("Common parts"),
    "main": _("Main meter"),
}
KINDS = {
    "actual": pgettext_lazy("reading", "Read"),
    "estimated": pgettext_lazy("reading", "Estimated"),
    "initial": pgettext_lazy("reading", "As it was put in"),
    "final": pgettext_lazy("reading", "As it was taken out"),
}
SOURCES = {
    "typed": pgettext_lazy("reading", "typed"),
    "imported": pgettext_lazy("reading", "from a list"),
    "photo": pgettext_lazy("reading", "with a photo"),
    "vendor": pgettext_lazy("reading", "sent by the vendor"),
}
WEIGHTS = {
    "consumption": _("by what each uses"),
    "area": _("by area"),
    "equal": _("equally"),
    "fixed": _("by agreed numbers"),
}
_BOOKS: dict[str, dict[str, Any]] = {
    "utility": UTILITIES,
    "serves": SERVES,
    "kind": KINDS,
    "source": SOURCES,
    "weights": WEIGHTS,
}


@register.filter
def meter_word(code: str, book: str) -> str:
    """The word for a code of metering."""
    return str(_BOOKS[book].get(code, code))


@register.filter
def unit(utility: str) -> str:
    """kWh or m³."""
    return UNITS[Utility(utility)]


@register.filter
def reading(value: Decimal | None) -> str:
    """A reading as people write it: without zeros that say nothing."""
    return "" if value is None else f"{value.normalize():f}"


@register.filter
def sum_fen(lines: Iterable[Any]) -> int:
    """What lines with `fen` come to."""
    return sum(line.fen for line in lines)


@register.filter
def units(value: Fraction | None) -> str:
    """What was used, to be read: at most one decimal."""
    if value is None:
        return ""
    tenths = round(value * 10)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"
