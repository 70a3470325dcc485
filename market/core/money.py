"""Money: whole fen inside, decimal strings in yuan at the doors, rounded half away from zero."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from market.core.refusals import Invalid

# a trillion yuan: far above any market, far below what a database column holds
MOST_FEN = 10**14

_YUAN = re.compile(r"(-?)([0-9]{1,15})(?:\.([0-9]{1,2}))?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")


def fen(amount: str | Decimal) -> int:
    """Yuan as whole fen: fen("1700.5") is 170050.

    Raises Invalid("bad_money") for anything but a plain decimal of at most two places. A float
    has lost the exact amount before it comes here, and a bare int could be yuan or fen: both
    are refused.
    """
    if isinstance(amount, Decimal):
        amount = _plain(amount)
    match = _YUAN.fullmatch(amount) if isinstance(amount, str) else None
    if match is None:
        raise Invalid(
            "bad_money",
            "{text} is not an amount we can read. Write yuan as text with at most two "
            'decimals, such as "1700.00".',
            text=_shown(amount),
        )

    sign, whole, places = match.groups()
    value = int(whole) * 100 + int((places or "").ljust(2, "0"))
    if value > MOST_FEN:
        raise Invalid(
            "too_much_money",
            "{text} is more than any bill can carry. Check the number of digits.",
            text=_shown(amount),
        )
    return -value if sign else value


def yuan(amount_fen: int) -> str:
    """Fen as a decimal string in yuan, two places: "1700.00"."""
    sign = "-" if amount_fen < 0 else ""
    whole, rest = divmod(abs(amount_fen), 100)
    return f"{sign}{whole}.{rest:02d}"


def rounded(amount: Fraction) -> int:
    """The nearest whole number, halves away from zero: 2.5 is 3 and -2.5 is -3."""
    size = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return -size if amount.numerator < 0 else size


def split(amount_fen: int, weights: Sequence[Fraction]) -> list[int]:
    """Parts in proportion to the weights that add up to the amount, to the fen.

    Largest remainder: each part is cut down to whole fen, and the fen left over go to those
    who lost most, the earlier first. A negative amount splits as its positive does.
    Raises Invalid("bad_weights") for a negative weight, or when no weight is above zero.
    """
    unit = lcm(*(weight.denominator for weight in weights))
    shares = [weight.numerator * (unit // weight.denominator) for weight in weights]
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise Invalid(
            "bad_weights",
            "These weights share nothing out. Give each party zero or more, and at least one "
            "of them more than zero.",
            field="weights",
        )

    sign = -1 if amount_fen < 0 else 1
    parts = [abs(amount_fen) * share // whole for share in shares]
    by_loss = sorted(range(len(parts)), key=lambda at: -(abs(amount_fen) * shares[at] % whole))
    for at in by_loss[: abs(amount_fen) - sum(parts)]:
        parts[at] += 1
    return [sign * part for part in parts]


def in_words(amount_fen: int) -> str:
    """大写金额 as receipts carry it: 壹仟柒佰元整, 壹万零伍元零伍分, 伍角整.

    整 closes an amount without fen, so that nothing can be written behind it. Source: the
    People's Bank of China's rules for filling in bills and settlement papers (正确填写票据和
    结算凭证的基本规定); where they leave a 零 open, it is left out.
    """
    whole, rest = divmod(abs(amount_fen), 100)
    jiao, cents = divmod(rest, 10)
    words = "负" if amount_fen < 0 else ""
    if whole or not rest:
        words += f"{_number(whole) or '零'}元"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif cents and whole:
        words += "零"
    return words + (f"{_DIGITS[cents]}分" if cents else "整")


def _number(value: int) -> str:
    """A whole number in 大写, nothing for zero."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(value, size)
        if high:
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_number(high)}{name}{gap}{_number(low)}"

    words = ""
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif words and value % 10**place:
            words = words.rstrip("零") + "零"
    return words


def _plain(amount: Decimal) -> str:
    """A decimal as text without exponent or zeros past the fen; an odd one as it calls itself."""
    if not amount.is_finite() or amount.adjusted() > 15 or amount != round(amount, 2):
        return str(amount)
    return f"{amount:.2f}"


def _shown(amount: object) -> str:
    return str(amount)[:40]
