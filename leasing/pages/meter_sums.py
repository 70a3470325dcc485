"""How a line of a meter's bill came about, in words, as parts/money.html wants it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leasing.templatetags.meter_words import meter_word
from market.core import wording
from market.core.money import fen as in_fen

Working = Mapping[str, Any]


def said_of(working: Working, fen: int) -> list[dict[str, Any]]:
    """The lines of an amount: what it comes to, and what of it was charged before.

    working: as it is kept with the charge. The amounts add up to fen; nothing for none.
    """
    if not working:
        return []
    label, why = _loss(working) if working["kind"] == "loss" else _own(working)
    if "was" not in working:
        return [{"label": label, "amount_fen": fen, "why": why}]
    was = in_fen(working["was"])
    before = {"label": _("Charged before"), "amount_fen": -was, "why": ""}
    return [{"label": label, "amount_fen": fen + was, "why": why}, before]


def _own(working: Working) -> tuple[str, str]:
    parts = [part for span in working["spans"] for part in _span(span, working["unit"])]
    return f"{_short(working['units'])} {working['unit']}", "; ".join([*parts, _sum(working)])


def _loss(working: Working) -> tuple[str, str]:
    label = _("Part of the loss of {group}").format(group=working["group"])
    why = _("{main} − {subs} = {units} {unit} were lost, {total} yuan in all; shared {by}: {part}")
    return label, why.format(
        main=_short(working["main"]),
        subs=_short(working["subs"]),
        units=_short(working["units"]),
        unit=working["unit"],
        total=working["total"],
        by=meter_word(working["by"], "weights"),
        part=f"{_short(working['weight'])}/{_short(working['of'])}",
    )


def _span(span: Working, unit: str) -> Iterator[str]:
    """What was read on which days, and whatever is out of the ordinary about it."""
    read = _("{meter}: {before} on {first}, {after} on {last}")
    yield read.format(
        meter=span["meter"],
        before=span["before"],
        first=_day(span["read_from"]),
        after=span["after"],
        last=_day(span["read_on"]),
    )
    if span["multiplier"] != "1":
        yield _("multiplier {number}").format(number=span["multiplier"])
    if span["rolled_over"]:
        yield _("the dial went past all nines")
    if span["estimated"]:
        yield _("estimated, to be put right by the next reading")
    if span["days"] != span["of"]:
        yield _("{days} of the {of} days between").format(days=span["days"], of=span["of"])
    for portion in span["portions"]:
        yield from _portion(portion, unit, alone=len(span["portions"]) == 1)


def _portion(portion: Working, unit: str, *, alone: bool) -> Iterator[str]:
    if portion["days"] != portion["of"]:
        words = _("{first} to {last}, {days} of {of} days at {price} a {unit}")
    elif alone:
        words = _("{price} a {unit}")
    else:
        return
    yield words.format(
        first=_day(portion["from"]),
        last=_day(portion["to"]),
        days=portion["days"],
        of=portion["of"],
        price=portion["price"],
        unit=unit,
    )
    if portion["shared_by"] > 1:
        yield _("shared by {count} leases").format(count=portion["shared_by"])


def _sum(working: Working) -> str:
    """The sum of what it should be; what was charged before stands on a line of its own."""
    return str(working["sum"]).partition("; ")[0]


def _day(text: str) -> str:
    return wording.day(date.fromisoformat(text), get_language() or "zh-hans")


def _short(number: str) -> str:
    """A number to be read, with at most two decimals; a fraction as about what it is."""
    above, slash, below = number.partition("/")
    if not slash:
        return number
    return f"≈{int(above) / int(below):.2f}"
