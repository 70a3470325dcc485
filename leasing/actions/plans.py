"""The payment plan: laid out by core, stored as rows."""

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from leasing.core.rents import Instalment as Planned
from leasing.core.rents import lay_out
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
from leasing.models import Instalment, InstalmentLine, Lease, LeaseLine
from market.core.periods import ONE_DAY, Period, months_after
from market.queries.days import working_calendar

HORIZON_MONTHS = 24


def terms_of(lease: Lease) -> LeaseTerms:
    """The lease as core reads it. Charges are named by the id of their line."""
    rule = DueRule(
        DueBase(lease.due_rule),
        day=lease.due_day,
        offset_days=lease.due_offset_days,
        roll=working_calendar() if lease.due_next_working_day else None,
    )
    return LeaseTerms(
        period=Period.through(lease.starts_on, lease.ended_on or lease.ends_on),
        charges=tuple(_charge(line) for line in lease.lines.all()),
        billing=Billing(
            lease.interval_months, Anchor(lease.anchor), Proration(lease.proration), rule
        ),
    )


def check(lease: Lease) -> None:
    """This will refuse terms that cannot be laid out, before anybody is asked to agree to them."""
    terms = terms_of(lease)
    lay_out(terms, window=Period(lease.starts_on, months_after(lease.starts_on, 12)))


def proposed(lease: Lease) -> tuple[Planned, ...]:
    """The plan as it would be stored if the lease were signed: two years of one without an end."""
    end = months_after(lease.starts_on, HORIZON_MONTHS)
    return lay_out(terms_of(lease), window=None if lease.ends_on else Period(lease.starts_on, end))


def store(lease: Lease, *, on: date, since: date | None = None) -> int:
    """Store the plan as far as it is not stored yet. Returns how many instalments were added.

    An open-ended lease is laid out for the next HORIZON_MONTHS; the charge run asks again.
    since: bills due before this day are left out, and so are never charged: they were settled
    elsewhere, before the lease was taken over.
    """
    window = _window(lease, on)
    if window is None:
        return 0
    laid_out = lay_out(terms_of(lease), window=window)
    planned = [bill for bill in laid_out if since is None or bill.due_on >= since]
    rows = Instalment.objects.bulk_create(
        Instalment(lease=lease, period=_range(bill.period), due_on=bill.due_on) for bill in planned
    )
    InstalmentLine.objects.bulk_create(_lines(zip(rows, planned, strict=True)))
    return len(rows)


def _window(lease: Lease, on: date) -> Period | None:
    """The days whose bills are still to be laid out."""
    last = lease.instalments.order_by("-period").first()
    start = lease.starts_on if last is None else last.period.upper
    end = months_after(max(on, lease.starts_on), HORIZON_MONTHS)
    if lease.ends_on is not None:
        end = lease.ends_on + ONE_DAY
    return Period(start, end) if start < end else None


def _charge(line: LeaseLine) -> Rate | OneOff:
    if not line.per:
        if line.starts_on is None:
            raise ValueError(f"the one-off {line.pk} has no day, against its constraint")
        return OneOff(str(line.pk), line.amount_fen, line.starts_on)
    ends = None if line.ends_on is None else line.ends_on + ONE_DAY
    return Rate(str(line.pk), line.amount_fen, Per(line.per), line.starts_on, ends)


def _lines(bills: Iterable[tuple[Instalment, Planned]]) -> Iterable[InstalmentLine]:
    for row, bill in bills:
        for line in bill.lines:
            yield InstalmentLine(
                instalment=row,
                line_id=int(line.charge),
                period=_range(line.period),
                amount_fen=line.amount_fen,
                working=line.working.as_json(),
            )


def _range(period: Period) -> DateRange:
    return DateRange(period.start, period.end)
