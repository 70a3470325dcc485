"""The terms of a lease once more, for the time behind it."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from leasing.core.drafts import DraftLine, LeaseDraft
from market.core.money import rounded
from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid

ASK_BEFORE = (90, 60, 30)


@dataclass(frozen=True)
class Again:
    """How the next lease differs from the last. months: none is without an end.

    rise_percent: put on every amount that is charged by time. deposit_fen: none is as it was.
    """

    months: int | None
    rise_percent: Fraction = Fraction(0)
    deposit_fen: int | None = None

    def __post_init__(self) -> None:
        if not -100 < self.rise_percent <= 100 or (self.months is not None and self.months < 1):
            raise Invalid(
                "bad_rise",
                "A rent rises by more than 0 and at most 100 percent, every one or more years.",
                field="rise",
            )


def once_more(old: LeaseDraft, again: Again, *, first: date) -> LeaseDraft:
    """The next lease: what was charged at the end of the old one, from its first day on.

    Concessions are not given again. The deposit stays where it is: only what is more is charged.
    """
    last = None if again.months is None else months_after(first, again.months) - ONE_DAY
    deposit_fen = old.deposit_fen if again.deposit_fen is None else again.deposit_fen
    lines = tuple(
        replace(_risen(line, again.rise_percent), first=None, last=None, note="")
        for line in old.lines
        if line.per and (line.last is None or old.last is None or line.last >= old.last)
    )
    return replace(
        old,
        first=first,
        last=last,
        lines=lines,
        concessions=(),
        parties=tuple(replace(each, first=None, last=None) for each in old.parties),
        deposit_fen=deposit_fen,
        deposit_carried_fen=min(old.deposit_fen, deposit_fen),
    )


def _risen(line: DraftLine, percent: Fraction) -> DraftLine:
    return replace(line, amount_fen=rounded(line.amount_fen * (1 + percent / 100)))
