"""The payment plan: laid out by core, stored as rows, and brought up to date when a lease changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from leasing.actions.lease_terms import last_day_of, shares_of, terms_of
from leasing.core.first_bills import merged
from leasing.core.joint_shares import JointShare, parts_of
from leasing.core.leads import Lead, LeadRule
from leasing.core.rents import Instalment as Planned
from leasing.core.rents import Line, lay_out, lines_within
from leasing.core.terms import LeaseTerms
from leasing.models import Instalment, InstalmentLine, Lease, Unbilled
from market.core.hours import local_day
from market.core.money import yuan
from market.core.periods import ONE_DAY, Period, months_after

HORIZON_MONTHS = 24


def check(lease: Lease) -> None:
    """This will refuse terms that cannot be laid out, before anybody is asked to agree to them."""
    window = Period(lease.starts_on, months_after(lease.starts_on, 12))
    shares = shares_of(lease)
    for bill in lay_out(terms_of(lease), window=window):
        for line in bill.lines:
            if shares:
                parts_of(line.amount_fen, line.period, shares)


def proposed(lease: Lease) -> tuple[Planned, ...]:
    """The plan as it would be stored if the lease were signed: two years of one without an end."""
    end = months_after(lease.starts_on, HORIZON_MONTHS)
    return lay_out(terms_of(lease), window=None if lease.ends_on else Period(lease.starts_on, end))


def begin(lease: Lease, *, on: date, since: date | None = None) -> int:
    """Store the plan of a lease that comes into force. Returns how many bills it has.

    The first bill goes out at once, also when it is due later. Where the market has it so, all
    that should have gone out by now is one bill. since: bills due before this day are left out,
    and so are never charged: they were settled elsewhere, before the lease was taken over.
    """
    bills = _laid_out(lease, on)
    if since is not None:
        kept = [bill for bill in bills if bill.due_on >= since]
        if len(kept) < len(bills):
            first = kept[0].period.start if kept else bills[-1].period.end
            Lease.objects.filter(pk=lease.pk).update(billed_from=first, laid_until=first)
            lease.billed_from = first
        return len(_save(lease, kept))
    if lease.market.merge_late_bills:
        bills = _late_ones_merged(lease, bills, on)
    rows = _save(lease, bills)
    if rows and rows[0].bill_on > on:
        Instalment.objects.filter(pk=rows[0].pk).update(bill_on=on)
        Unbilled.objects.filter(pk=rows[0].pk).update(bill_on=on)
    return len(rows)


def lay_further(lease: Lease, *, on: date) -> int:
    """Store what is not stored yet. Returns how many bills were added.

    An open-ended lease is laid out for the next HORIZON_MONTHS; the charge run asks again.
    """
    return len(_save(lease, _laid_out(lease, on)))


def follow(lease: Lease, *, at: datetime) -> None:
    """Bring the stored plan to what the lease now says, whatever changed.

    Bills that went out keep their days and are reckoned again; where something came out
    otherwise they are to be billed, and the charge run charges the difference. Bills that did
    not go out are laid out anew behind them. Must run inside the caller's transaction.
    """
    # a charge run that has some of these in hand is waited for
    list(Unbilled.objects.select_for_update().filter(instalment__lease=lease).order_by("pk"))
    rows = list(lease.instalments.order_by("period"))
    sent = set(lease.instalments.filter(billed__isnull=False).values_list("pk", flat=True))
    fresh = [row.pk for row in rows if row.pk not in sent]
    InstalmentLine.objects.filter(instalment__in=fresh).delete()
    Instalment.objects.filter(pk__in=fresh).delete()

    terms, shares = terms_of(lease), shares_of(lease)
    _reckon_again(lease, [row for row in rows if row.pk in sent], terms, shares)
    lay_further(lease, on=local_day(at))


def bill_again(rows: Iterable[Instalment]) -> None:
    """Have the charge run look at these bills: what they say is not what the books say."""
    Unbilled.objects.bulk_create(
        (Unbilled(instalment=row, bill_on=row.bill_on) for row in rows), ignore_conflicts=True
    )


def _laid_out(lease: Lease, on: date) -> list[Planned]:
    """The bills that are still to be stored, behind those that are."""
    last = lease.instalments.order_by("-period").first()
    start = max(lease.starts_on, lease.billed_from or lease.starts_on)
    if last is not None:
        start = max(start, last.period.upper)
    ends = last_day_of(lease)
    end = months_after(max(on, lease.starts_on), HORIZON_MONTHS)
    if ends is not None:
        end = ends + ONE_DAY
    if end <= start:
        return []
    return list(lay_out(replace(terms_of(lease), billed_from=start), window=Period(start, end)))


def _late_ones_merged(lease: Lease, bills: list[Planned], on: date) -> list[Planned]:
    lead = _lead(lease)
    late = [bill for bill in bills if lead.goes_out_on(bill.due_on) <= on]
    if not late:
        return bills
    due_on = max(late[-1].due_on, on + timedelta(days=lease.market.billing_notice_days))
    return [merged(late, due_on=due_on, terms=terms_of(lease)), *bills[len(late) :]]


def _save(lease: Lease, bills: Sequence[Planned]) -> list[Instalment]:
    lead, shares = _lead(lease), shares_of(lease)
    rows = Instalment.objects.bulk_create(
        Instalment(
            lease=lease,
            period=_range(bill.period),
            due_on=bill.due_on,
            bill_on=lead.goes_out_on(bill.due_on),
        )
        for bill in bills
    )
    InstalmentLine.objects.bulk_create(
        line
        for row, bill in zip(rows, bills, strict=True)
        for line in _lines(lease, row, bill.lines, shares)
    )
    bill_again(rows)
    if bills:
        Lease.objects.filter(pk=lease.pk).update(laid_until=bills[-1].period.end)
    return rows


def _reckon_again(
    lease: Lease, rows: Sequence[Instalment], terms: LeaseTerms, shares: Sequence[JointShare]
) -> None:
    """Put the lines of bills that went out right, and mark those that came out otherwise."""
    before: dict[int, list[InstalmentLine]] = {}
    for line in InstalmentLine.objects.filter(instalment__lease=lease).order_by("pk"):
        before.setdefault(line.instalment_id, []).append(line)
    now: list[InstalmentLine] = []
    changed: list[int] = []
    for row in rows:
        laid = lines_within(terms, Period(row.period.lower, row.period.upper))
        lines = list(_lines(lease, row, laid, shares))
        if [_said(line) for line in lines] != [_said(line) for line in before.get(row.pk, [])]:
            changed.append(row.pk)
            now.extend(lines)
    InstalmentLine.objects.filter(instalment__in=changed).delete()
    InstalmentLine.objects.bulk_create(now)
    bill_again([row for row in rows if row.pk in set(changed)])


def _lines(
    lease: Lease, row: Instalment, lines: Iterable[Line], shares: Sequence[JointShare]
) -> Iterator[InstalmentLine]:
    for line in lines:
        for part in _parts(lease, line, shares):
            yield InstalmentLine(
                instalment=row,
                line_id=int(line.charge),
                vendor_id=part.vendor,
                period=_range(line.period),
                amount_fen=part.amount_fen,
                working={**line.working.as_json(), **part.said},
            )


@dataclass(frozen=True)
class _Part:
    vendor: int
    amount_fen: int
    said: dict[str, str]


def _parts(lease: Lease, line: Line, shares: Sequence[JointShare]) -> list[_Part]:
    """Who owes how much of a line. One tenant alone owes it all."""
    if not shares:
        return [_Part(lease.vendor_id, line.amount_fen, {})]
    parts = parts_of(line.amount_fen, line.period, shares)
    owing = {party: fen for party, fen in parts.items() if fen} or dict([next(iter(parts.items()))])
    whole = yuan(line.amount_fen)
    return [
        _Part(int(party), fen, {"part": yuan(fen), "part_of": whole})
        for party, fen in owing.items()
    ]


def _said(line: InstalmentLine) -> tuple[object, ...]:
    return (
        line.line_id,
        line.vendor_id,
        line.period.lower,
        line.period.upper,
        line.amount_fen,
        line.working,
    )


def _lead(lease: Lease) -> Lead:
    return Lead(LeadRule(lease.market.billing_lead), lease.market.billing_lead_days)


def _range(period: Period) -> DateRange:
    return DateRange(period.start, period.end)
