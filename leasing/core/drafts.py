"""What a lease is to say, as it comes in from a form, the API or a sheet, checked by the law."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from market.core.hours import EVERY_DAY, Hours
from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid

MOST_YEARS = 20
WRITTEN_FROM_MONTHS = 6


@dataclass(frozen=True)
class DraftLine:
    """One term of the rent. per "" is a one-off on `first`; last days are included.

    per_m2: the amount is for each square metre (charged area) of the lease's pitches.
    note: what the plan says beside it, such as the step it belongs to.
    """

    item: str
    amount_fen: int
    per: str = "month"
    first: date | None = None
    last: date | None = None
    per_m2: bool = False
    note: str = ""


@dataclass(frozen=True)
class DraftConcession:
    """Something taken off a rent for a time: 100 percent is rent-free. The last day is included.

    item: the fee item it is about, "" for all that is charged by time.
    clawback: what was forgone is owed after all when the vendor leaves before the agreed end,
    in proportion to the time not served; clawback_whole: all of it.
    """

    percent: Decimal
    first: date
    last: date
    item: str = "rent"
    reason: str = ""
    clawback: bool = False
    clawback_whole: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.percent <= 100:
            raise Invalid(
                "bad_percent",
                "A discount is more than 0 and at most 100 percent; 100 is rent-free.",
                field="concessions",
            )
        if self.last < self.first:
            raise Invalid(
                "ends_before_it_starts",
                "This ends before it begins on {start}. Check both days.",
                start=self.first.isoformat(),
                field="concessions",
            )


@dataclass(frozen=True)
class DraftParty:
    """A tenant and their part of all that is charged. The last day is included."""

    vendor: int
    part: Fraction
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class LeaseDraft:
    """The terms of a lease before it exists. The last day is included; None is open-ended.

    deposit_carried_fen: of the deposit, what was paid for the lease that this one renews.
    """

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
    deposit_carried_fen: int = 0
    weekdays: tuple[int, ...] = EVERY_DAY
    hours: Hours = Hours()
    concessions: tuple[DraftConcession, ...] = ()
    parties: tuple[DraftParty, ...] = ()

    def __post_init__(self) -> None:
        check_term(self.first, self.last)
        check_parties(self.parties)
        if not self.lines:
            raise Invalid("no_rent", "Say what the rent is: a lease needs at least one line.")
        if any(line.amount_fen < 0 for line in self.lines) or self.deposit_fen < 0:
            raise Invalid(
                "bad_amount", "An amount in a lease cannot be below zero.", field="amount"
            )


def check_parties(parties: tuple[DraftParty, ...]) -> None:
    """This will refuse shares that are not one whole on every day on which anybody has one."""
    if not parties:
        return
    turns = {day for party in parties for day in (party.first, _after(party.last)) if day}
    for day in (None, *sorted(turns)):
        whole = sum((party.part for party in parties if _holds(party, day)), Fraction(0))
        if whole != 1:
            raise Invalid(
                "shares_do_not_add_up",
                "From {day} the shares of the rent do not add up to one whole.",
                day=day.isoformat() if day else "",
                field="parties",
            )


def _holds(party: DraftParty, day: date | None) -> bool:
    """Whether the party has its share on the day; None is the time before all turns."""
    if day is None:
        return party.first is None
    begun = party.first is None or party.first <= day
    return begun and (party.last is None or day <= party.last)


def _after(last: date | None) -> date | None:
    return None if last is None else last + ONE_DAY


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
