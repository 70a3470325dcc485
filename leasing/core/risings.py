"""A rent that rises by a percentage every so many years, as the lines that a contract names."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from leasing.core.drafts import MOST_YEARS, DraftLine
from leasing.core.steps import steps
from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid


def risen(
    line: DraftLine, percent: Fraction, *, every_years: int, first: date, last: date | None
) -> tuple[DraftLine, ...]:
    """The same term as one line for each step, each with its own days and its rounded amount.

    Steps are counted from the lease's first day. One without an end is written out for as long
    as the law lets a lease last (民法典 第七百零五条). Raises Invalid("bad_rise").
    """
    if every_years < 1 or not 0 < percent <= 100:
        raise Invalid(
            "bad_rise",
            "A rent rises by more than 0 and at most 100 percent, every one or more years.",
            field="rise",
        )
    end = line.last or last
    until = months_after(first, MOST_YEARS * 12) if end is None else end + ONE_DAY
    starts = [first]
    while (next_one := months_after(first, 12 * every_years * len(starts))) < until:
        starts.append(next_one)
    amounts = steps(line.amount_fen, percent, every_years=1, years=len(starts))
    ends = [*(start - ONE_DAY for start in starts[1:]), end]
    return tuple(
        replace(line, amount_fen=amount, first=_later(line.first, start), last=stop)
        for start, stop, amount in zip(starts, ends, amounts, strict=True)
        if stop is None or line.first is None or line.first <= stop
    )


def _later(one: date | None, other: date) -> date:
    return other if one is None else max(one, other)
