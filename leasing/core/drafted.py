"""The payment plan that a draft would have, before anything of it is written down."""

from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.core.rents import Instalment, lay_out
from leasing.core.terms import (
    Anchor,
    Billing,
    DueBase,
    DueRule,
    LeaseTerms,
    OneOff,
    Per,
    Proration,
    Rate,
)
from market.core.periods import ONE_DAY, Period, months_after
from market.core.workdays import Calendar

HORIZON_MONTHS = 24


def plan_of(draft: LeaseDraft, calendar: Calendar) -> tuple[Instalment, ...]:
    """Every bill of the lease, or those of the first two years of one without an end.

    calendar: of working days, for due days that roll. A line is named by its place: "0", "1"…,
    the deposit by "deposit". Raises Invalid for terms that cannot be laid out.
    """
    period = Period.through(draft.first, draft.last)
    end = months_after(draft.first, HORIZON_MONTHS)
    window = None if draft.last else Period(draft.first, end)
    return lay_out(_terms(draft, period, calendar), window=window)


def _terms(draft: LeaseDraft, period: Period, calendar: Calendar) -> LeaseTerms:
    rule = DueRule(
        DueBase(draft.due_rule),
        day=draft.due_day,
        offset_days=draft.due_offset_days,
        roll=calendar if draft.due_next_working_day else None,
    )
    charges = [_charge(str(place), line) for place, line in enumerate(draft.lines)]
    if draft.deposit_fen:
        charges.append(OneOff("deposit", draft.deposit_fen, draft.first))
    return LeaseTerms(
        period,
        tuple(charges),
        Billing(draft.interval_months, Anchor(draft.anchor), Proration(draft.proration), rule),
    )


def _charge(name: str, line: DraftLine) -> Rate | OneOff:
    if not line.per:
        if line.first is None:
            raise ValueError("a one-off needs its day")
        return OneOff(name, line.amount_fen, line.first)
    ends = None if line.last is None else line.last + ONE_DAY
    return Rate(name, line.amount_fen, Per(line.per), line.first, ends)
