"""How an amount came about, as a sum that a person can check: 3100.00 × 15/31 = 1500.00."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from market.core.money import rounded, yuan


def sum_of(working: Mapping[str, Any]) -> str:
    """The working of a charge (Charge.working) as one sum; a one-off is its amount alone.

    A part that is worth the whole amount stands without a factor, days of a week or month as
    days/of, whole months of a longer amount as their fraction. What was rounded says ≈. Behind
    it stand what was taken off or put on for some days, a tenant's part of the whole, and what
    had been charged before where only the difference is. A working that carries its own sum, as
    that of a meter does, is shown by it.
    """
    if "sum" in working:
        return str(working["sum"])
    if "lines" in working:
        said = "; ".join(sum_of(line) for line in working["lines"])
    else:
        said = _sum(working) + "".join(_piece(piece) for piece in working.get("pieces", ()))
    if "part_of" in working:
        said += f"; {working['part']} / {working['part_of']}"
    if "charged_before" in working:
        said += f"; − {working['charged_before']}"
    return said


def _sum(working: Mapping[str, Any]) -> str:
    amount = str(working.get("amount", ""))
    if "quantity" in working:
        amount += f" × {working['quantity']} m²"
    if "forgone" in working:
        return _forgone(working)
    shares = working.get("shares")
    if not shares:
        return amount
    factors = [_factor(share) for share in shares]
    exact = Fraction(working["exact"]) * 100
    whole = rounded(exact)
    sign = "=" if whole == exact else "≈"
    plain = factors == [[]] and "quantity" not in working
    if plain and not working.get("pieces"):
        return amount
    if len(factors) == 1:
        times = "".join(f" × {part}" for part in factors[0])
        return f"{amount}{times} {sign} {yuan(whole)}"
    parts = " + ".join(" × ".join(part) or "1" for part in factors)
    return f"{amount} × ({parts}) {sign} {yuan(whole)}"


def _forgone(working: Mapping[str, Any]) -> str:
    """What was forgone, in proportion to the days not served: 3000.00 × 183/365 ≈ 1504.11."""
    days, of = int(working["days"]), int(working["of"])
    if days == of:
        return str(working["amount"])
    exact = Fraction(working["forgone"]) * 100 * days / of
    sign = "=" if exact.denominator == 1 else "≈"
    return f"{working['forgone']} × {days}/{of} {sign} {working['amount']}"


def _piece(piece: Mapping[str, Any]) -> str:
    """A stretch whose rent was changed: its days, before and after, and why."""
    before, after = Fraction(piece["before"]), Fraction(piece["after"])
    if before == after:
        return ""
    because = "、".join(piece["because"])
    changed = f"{yuan(rounded(before * 100))} → {yuan(rounded(after * 100))}"
    return f"; {piece['from']} – {piece['to']}: {changed}" + (f" ({because})" if because else "")


def _factor(share: Mapping[str, Any]) -> list[str]:
    worth = Fraction(share["worth"])
    days, of = int(share["days"]), int(share["of"])
    factors = [] if worth == 1 else [str(worth)]
    if days != of:
        factors.append(f"{days}/{of}" if of != 1 else str(days))
    return factors
