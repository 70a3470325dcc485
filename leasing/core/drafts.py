"""What a lease is to say, as it comes in from a form, the API or a sheet, checked by the law."""

from dataclasses import dataclass
from datetime import date

from market.core.hours import EVERY_DAY, Hours
from market.core.periods import months_after
from market.core.refusals import Invalid

MOST_YEARS = 20
WRITTEN_FROM_MONTHS = 6


@dataclass(frozen=True)
class DraftLine:
    """One term of the rent. per "" is a one-off on `first`; last days are included."""

    item: str
    amount_fen: int
    per: str = "month"
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class LeaseDraft:
    """The terms of a lease before it exists. The last day is included; None is open-ended."""

    first: date
    last: date | None
    lines: tuple[DraftLine, ...]
    interval_months: int = 1
    anchor: str = "calendar"
    proration: str = "actual_days_in_month"
    due_rule: str = "period_start"
    due_day: int | None = None
    due_offset_days: int = 0
    due_next_working_day: bool = False
    deposit_fen: int = 0
    weekdays: tuple[int, ...] = EVERY_DAY
    hours: Hours = Hours()

    def __post_init__(self) -> None:
        check_term(self.first, self.last)
        if not self.lines:
            raise Invalid("no_rent", "Say what the rent is: a lease needs at least one line.")
        if any(line.amount_fen < 0 for line in self.lines) or self.deposit_fen < 0:
            raise Invalid(
                "bad_amount", "An amount in a lease cannot be below zero.", field="amount"
            )


def check_term(first: date, last: date | None) -> None:
    """This will refuse a term that ends before it begins, or is longer than the law allows.

    Source: 民法典 第七百零五条, a lease of more than twenty years is void for the excess.
    """
    if last is None:
        return
    if last < first:
        raise Invalid(
            "ends_before_it_starts",
            "The lease would end on {last}, before it begins on {first}. Check both days.",
            first=first,
            last=last,
            field="last",
        )
    if last >= months_after(first, MOST_YEARS * 12):
        raise Invalid(
            "longer_than_the_law",
            "A lease may last at most twenty years (Civil Code, article 705). Choose an earlier end.",
            field="last",
        )


def check_structure(
    code: str, *, temporary: bool, approved_until: date | None, last: date | None
) -> None:
    """This will refuse to let an approved temporary structure past the day of its approval.

    Source: 最高人民法院关于审理城镇房屋租赁合同纠纷案件司法解释 第三条: a lease of a temporary
    building beyond the approved period is void for the excess.
    """
    if not temporary:
        return
    if approved_until is None:
        raise Invalid(
            "structure_not_approved",
            "{pitch} is a temporary structure without an approval on file. Enter the approval first.",
            pitch=code,
            field="pitch",
        )
    if last is None or last > approved_until:
        raise Invalid(
            "past_structure_approval",
            "{pitch} is approved as a temporary structure until {until}. The lease must end by then.",
            pitch=code,
            until=approved_until,
            field="last",
        )


def must_be_written(first: date, last: date | None) -> bool:
    """Whether the law asks for a written lease, from six months (民法典 第七百零七条)."""
    return last is None or last >= months_after(first, WRITTEN_FROM_MONTHS)
