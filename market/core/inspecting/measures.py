"""What is measured at a market: weights against what is allowed, and quick tests of produce."""

from decimal import Decimal
from enum import StrEnum

from market.core.refusals import Invalid

# JJG 539-2016, class III in service: so many scale divisions up to so many divisions of load
_IN_SERVICE = ((500, 1), (2000, 2))
_BEYOND = 3

# 零售商品称重计量监督管理办法, annex: grams that may be missing, up to so many grams sold; goods of at
# most 6 yuan a kilogram (grain, vegetables, fruit) and dearer ones up to 30 (meat, eggs, fish)
SHORT_WEIGHT = {
    "plain": ((1000, 20), (2000, 40), (4000, 80), (25000, 100)),
    "dear": ((2500, 5), (10000, 10), (15000, 15)),
}

# GB/T 5009.199-2003: from this inhibition on, a sample is positive (percent)
POSITIVE_FROM = Decimal(50)


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    VOID = "void"


def allowed_error_g(load_g: int, division_g: int) -> int:
    """What a scale in service may be off by at a load, in grams, up or down."""
    divisions = load_g / division_g
    steps = next((steps for most, steps in _IN_SERVICE if divisions <= most), _BEYOND)
    return steps * division_g


def allowed_short_g(sold_g: int, goods: str) -> int:
    """How much of a sale may be missing, in grams. goods: plain or dear."""
    table = SHORT_WEIGHT[goods]
    return next((grams for most, grams in table if sold_g <= most), table[-1][1])


def weighed_rightly(claimed_g: int, shown_g: int, goods: str) -> bool:
    """Whether a sale that is weighed again is as much as was said, within what may be missing."""
    return claimed_g - shown_g <= allowed_short_g(claimed_g, goods)


def quick_test(inhibition: Decimal | None) -> Verdict:
    """What the enzyme inhibition of a sample says; none means that the test did not work.

    Raises Invalid beyond -20 to 100 percent: a little below nothing is the usual noise.
    """
    if inhibition is None:
        return Verdict.VOID
    if not Decimal(-20) <= inhibition <= Decimal(100):
        raise Invalid(
            "bad_inhibition",
            "An inhibition is a percentage between -20 and 100.",
            field="inhibition",
        )
    return Verdict.FAILED if inhibition >= POSITIVE_FROM else Verdict.PASSED
