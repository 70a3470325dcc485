"""How an amount came about, as kept with the charge: every reading, day, price and part."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from leasing.core.metering.dials import Span, plain
from leasing.core.metering.shares import Payer, Portion
from leasing.core.metering.states import UNITS, Utility
from market.core.money import rounded, yuan
from market.core.periods import Period


def working_of(
    utility: Utility,
    pieces: Sequence[tuple[Span, tuple[Portion, ...]]],
    payer: Payer | None,
    *,
    units: Fraction,
    exact: Fraction,
) -> dict[str, Any]:
    """From this a person can be shown the sum: (after - before) × multiplier × days × price.

    Numbers are decimal strings, or fractions where they do not end; prices and `exact` in yuan;
    days ISO with the last one included. `sum` is the same as one line to be read.
    """
    mine = [
        (span, [one for one in found if one.part(payer)])
        for span, found in pieces
        if any(one.part(payer) for one in found)
    ]
    return {
        "kind": "meter",
        "utility": str(utility),
        "unit": UNITS[utility],
        "units": plain(units),
        "spans": [_span(span, found, payer) for span, found in mine],
        "exact": str(exact),
        "amount": yuan(rounded(exact * 100)),
        "sum": _written([_sum(span, found, payer) for span, found in mine], exact),
    }


def working_of_loss(
    utility: Utility,
    *,
    group: str,
    main: Fraction,
    subs: Fraction,
    total: Fraction,
    by: str,
    weight: Fraction,
    of: Fraction,
    fen: int,
) -> dict[str, Any]:
    """The same for a part of a shared loss. total: what the loss costs in all, in yuan."""
    whole_fen = rounded(total * 100)
    part = weight / of
    return {
        "kind": "loss",
        "utility": str(utility),
        "unit": UNITS[utility],
        "group": group,
        "main": plain(main),
        "subs": plain(subs),
        "units": plain(main - subs),
        "total": yuan(whole_fen),
        "by": by,
        "weight": plain(weight),
        "of": plain(of),
        "amount": yuan(fen),
        "sum": f"({plain(main)} − {plain(subs)} = {plain(main - subs)} {UNITS[utility]}; "
        f"{yuan(whole_fen)}) × {part} → {yuan(fen)}",
    }


def corrected(working: Mapping[str, Any], *, was_fen: int, now_fen: int) -> dict[str, Any]:
    """The working of a line that puts an earlier bill right: only the difference is owed."""
    difference = yuan(now_fen - was_fen)
    return {
        **working,
        "was": yuan(was_fen),
        "should_be": yuan(now_fen),
        "amount": difference,
        "sum": f"{working.get('sum', yuan(now_fen))}; "
        f"{yuan(now_fen)} − {yuan(was_fen)} = {difference}",
    }


def _span(span: Span, found: Sequence[Portion], payer: Payer | None) -> dict[str, Any]:
    return {
        "meter": span.dial.number,
        **_days(span.period),
        "read_from": span.before.day.isoformat(),
        "read_on": span.after.day.isoformat(),
        "before": plain(span.before.value),
        "after": plain(span.after.value),
        "rolled_over": span.after.rolled_over,
        "estimated": span.estimated,
        "multiplier": plain(span.dial.multiplier),
        "days": span.days,
        "of": span.of,
        "units": plain(span.units),
        "portions": [_portion(span, one, payer) for one in found],
    }


def _portion(span: Span, one: Portion, payer: Payer | None) -> dict[str, Any]:
    return {
        **_days(one.period),
        "days": one.days,
        "of": span.period.days,
        "shared_by": len(one.payers) or 1,
        "units": plain(span.units * one.days / span.period.days * one.part(payer)),
        "price": plain(one.price.yuan),
        "price_since": one.price.since.isoformat(),
    }


def _sum(span: Span, found: Sequence[Portion], payer: Payer | None) -> str:
    after = span.after.value + (span.dial.capacity if span.after.rolled_over else 0)
    text = f"({plain(after)} − {plain(span.before.value)})"
    if span.dial.multiplier != 1:
        text += f" × {plain(span.dial.multiplier)}"
    if span.days != span.of:
        text += f" × {span.days}/{span.of}"
    parts = [_factor(span, one, payer) for one in found]
    return f"{text} × {parts[0]}" if len(parts) == 1 else f"{text} × ({' + '.join(parts)})"


def _factor(span: Span, one: Portion, payer: Payer | None) -> str:
    price, shared = plain(one.price.yuan), one.part(payer)
    days = "" if one.days == span.period.days else f"{one.days}/{span.period.days} × "
    return f"{days}{price}" if shared == 1 else f"{days}{shared} × {price}"


def _written(parts: Sequence[str], exact: Fraction) -> str:
    fen = rounded(exact * 100)
    sign = "=" if fen == exact * 100 else "≈"
    return f"{' + '.join(parts)} {sign} {yuan(fen)}"


def _days(period: Period) -> dict[str, str]:
    return {"from": period.start.isoformat(), "to": str(period.last)}
