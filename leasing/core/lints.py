"""What a careful person would say about a lease before signing it, and while it runs.

A lint forbids nothing; what the law forbids is refused when the lease is drafted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from leasing.core.drafts import MOST_YEARS, must_be_written
from market.core.periods import months_after

NEAR_TWENTY_YEARS = 18
MOST_DEPOSIT_MONTHS = 3
EARNEST_PERCENT = 20
DAILY_FEE_PERCENT = Fraction(1, 10)
APPROVAL_SOON = timedelta(days=90)

CODE_707 = "民法典 第七百零七条"
CODE_705 = "民法典 第七百零五条"
CODE_586 = "民法典 第五百八十六条"
CODE_585 = "民法典 第五百八十五条; 合同编通则司法解释 第六十五条"
CODE_730 = "民法典 第七百三十条"
CODE_734 = "民法典 第七百三十四条"
STRUCTURES = "城镇房屋租赁合同司法解释 第三条"
HABIT = "market practice"

# what each says, and where it comes from
SAID = {
    "held_over": (
        "It has run out and goes on without an end: either side may end it with fair notice.",
        CODE_734,
    ),
    "not_written": (
        "Six months or more without a signed paper: by the law it has no fixed end.",
        CODE_707,
    ),
    "open_end": (
        "No end is agreed: either side may end it with fair notice.",
        CODE_730,
    ),
    "near_twenty_years": (
        "It comes near twenty years; what goes beyond {day} is void.",
        CODE_705,
    ),
    "run_out": (
        "It ran out on {day} and nobody has objected: unopposed, it goes on without an end.",
        CODE_734,
    ),
    "past_approval": (
        "{pitch} is a temporary structure; the lease goes on beyond its approval.",
        STRUCTURES,
    ),
    "approval_ends": (
        "The approval of {pitch} as a temporary structure ends on {day}.",
        STRUCTURES,
    ),
    "high_deposit": (
        "The deposit is more than {months} months' rent.",
        HABIT,
    ),
    "high_earnest": (
        "Earnest money above {percent} percent of the contract has no effect beyond it.",
        CODE_586,
    ),
    "high_late_fee": (
        "A late fee above 0.1 percent a day is more than a court usually grants.",
        CODE_585,
    ),
    "shared_ground": (
        "It is let on some days or hours only: at other times somebody else may have it.",
        HABIT,
    ),
    "whole_days_at_night": (
        "This is a pitch of the night market, let for whole days. Check the hours.",
        HABIT,
    ),
}


@dataclass(frozen=True)
class Lint:
    """code, an English sentence with {facts}, and where it comes from."""

    code: str
    sentence: str
    source: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LintFacts:
    """What is known of a lease. Amounts in fen; approvals: pitch codes with the day they end.

    written: there is a paper that both sides signed. earnest_fen: 定金, which is not a deposit.
    daily_fee_percent: the late fee a day. on: the day as of which one asks.
    """

    first: date
    last: date | None
    on: date
    signed: bool = False
    written: bool = False
    holdover: bool = False
    monthly_rent_fen: int = 0
    deposit_fen: int = 0
    earnest_fen: int = 0
    daily_fee_percent: Fraction = Fraction(0)
    approvals: tuple[tuple[str, date | None], ...] = ()
    some_weekdays: bool = False
    some_hours: bool = False
    night_pitch: bool = False


def lints(of: LintFacts) -> tuple[Lint, ...]:
    """This will list what is worth a second look, the weightiest first."""
    return (*_form(of), *_time(of), *_structures(of), *_money(of), *_hours(of))


def _form(of: LintFacts) -> Iterator[Lint]:
    if of.holdover:
        yield _lint("held_over")
    elif of.signed and not of.written and must_be_written(of.first, of.last):
        yield _lint("not_written")


def _time(of: LintFacts) -> Iterator[Lint]:
    if of.last is None:
        yield _lint("open_end")
    elif of.last >= months_after(of.first, NEAR_TWENTY_YEARS * 12):
        yield _lint("near_twenty_years", {"day": months_after(of.first, MOST_YEARS * 12)})
    if of.signed and of.last is not None and of.last < of.on and not of.holdover:
        yield _lint("run_out", {"day": of.last})


def _structures(of: LintFacts) -> Iterator[Lint]:
    for code, until in of.approvals:
        if until is None or of.last is None or of.last > until:
            yield _lint("past_approval", {"pitch": code})
        elif until <= of.on + APPROVAL_SOON:
            yield _lint("approval_ends", {"pitch": code, "day": until})


def _money(of: LintFacts) -> Iterator[Lint]:
    if of.monthly_rent_fen and of.deposit_fen > MOST_DEPOSIT_MONTHS * of.monthly_rent_fen:
        yield _lint("high_deposit", {"months": MOST_DEPOSIT_MONTHS})
    if of.earnest_fen * 100 > EARNEST_PERCENT * of.monthly_rent_fen * _months(of):
        yield _lint("high_earnest", {"percent": EARNEST_PERCENT})
    if of.daily_fee_percent > DAILY_FEE_PERCENT:
        yield _lint("high_late_fee")


def _hours(of: LintFacts) -> Iterator[Lint]:
    if of.some_weekdays or of.some_hours:
        yield _lint("shared_ground")
    elif of.night_pitch:
        yield _lint("whole_days_at_night")


def _months(of: LintFacts) -> int:
    if of.last is None:
        return MOST_YEARS * 12
    return max((of.last.year - of.first.year) * 12 + of.last.month - of.first.month, 1)


def _lint(code: str, facts: dict[str, Any] | None = None) -> Lint:
    sentence, source = SAID[code]
    return Lint(code, sentence, source, facts or {})
