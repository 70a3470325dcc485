"""Amounts and measures as operators write them: ¥1,700.00, 1700元, １７００, 12㎡."""

import re
from collections.abc import Callable
from decimal import Decimal

from market.core.money import fen
from market.core.readings.cells import shown, words
from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell

_PLAIN = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,15})?")
_CURRENCY = re.compile(r"^(人民币|RMB|CNY|¥)|(元整|元正|元|圆|块|RMB|CNY)$", re.IGNORECASE)
_TEN_THOUSAND = 10_000


def money(cell: Cell) -> int:
    """This will give an amount of yuan as whole fen; 1.2万 is twelve thousand yuan.

    Raises Invalid: bad_amount, below_zero, parts_of_a_fen or too_much_money.
    """
    text = "".join(words(cell).split())
    while (cut := _CURRENCY.sub("", text)) != text:
        text = cut
    tens = text.endswith("万")
    amount = _number(text.removesuffix("万"), cell) * (_TEN_THOUSAND if tens else 1)
    if amount != round(amount, 2):
        raise Invalid(
            "parts_of_a_fen",
            "{text} has parts of a fen. Round it to two decimals.",
            text=shown(cell),
        )
    return fen(amount)


def number(*units: str, places: int = 2, most: int = 999_999) -> Callable[[Cell], Decimal]:
    """A reader of measures, with or without one of these units behind them (plain width, capitals).

    It rounds to nothing: Raises Invalid: bad_amount, below_zero, too_many_places or too_large.
    """

    def read(cell: Cell) -> Decimal:
        text = "".join(words(cell).split()).upper()
        unit = next((each for each in units if text.endswith(each)), "")
        found = _number(text.removesuffix(unit), cell)
        if found != round(found, places):
            raise Invalid(
                "too_many_places",
                "{text} has more than {places} decimals.",
                text=shown(cell),
                places=places,
            )
        if found > most:
            raise Invalid("too_large", "{text} is more than {most}.", text=shown(cell), most=most)
        return found

    return read


def whole(*units: str, least: int = 0, most: int = 9_999) -> Callable[[Cell], int]:
    """A reader of whole numbers within bounds. It raises Invalid("out_of_bounds") too."""
    measure = number(*units, places=0, most=10**12)

    def read(cell: Cell) -> int:
        found = int(measure(cell))
        if not least <= found <= most:
            raise Invalid(
                "out_of_bounds",
                "{text} should be from {least} to {most}.",
                text=shown(cell),
                least=least,
                most=most,
            )
        return found

    return read


def _number(text: str, cell: Cell) -> Decimal:
    if re.fullmatch(r"[-−(]¥?[0-9.,]+\)?", text):
        raise Invalid("below_zero", "{text} is below zero.", text=shown(cell))
    if not _PLAIN.fullmatch(text):
        raise Invalid("bad_amount", "{text} is not a number we can read.", text=shown(cell))
    return Decimal(text.replace(",", ""))
