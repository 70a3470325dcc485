"""Turning instalments that fall due into charges: set-based, and never twice."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from leasing import rules
from leasing.actions import plans
from leasing.core.closings import should_have_been
from leasing.core.states import LeaseState
from leasing.core.terms import Rate
from leasing.models import InstalmentLine, Lease
from market.actions import allocations, charges
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY, Period
from market.core.reports import Report
from market.models import Account

LEAD_DAYS = 15
PLAN_AHEAD_DAYS = 90

CHARGE = """
WITH due AS (
    SELECT line.id, account.id AS account_id, lease_line.item_id, line.amount_fen,
           instalment.due_on, line.period, line.working,
           'lease/' || lease.id || '/line/' || line.line_id || '/' || lower(line.period) AS key
    FROM leasing_instalmentline line
    JOIN leasing_instalment instalment ON instalment.id = line.instalment_id
    JOIN leasing_lease lease ON lease.id = instalment.lease_id
    JOIN leasing_leaseline lease_line ON lease_line.id = line.line_id
    JOIN market_account account
      ON account.vendor_id = lease.vendor_id AND account.market_id = lease.market_id
    WHERE line.charge_id IS NULL AND line.amount_fen > 0 AND lease.state = 'signed'
      AND instalment.due_on <= %(until)s
      AND (%(lease)s::bigint IS NULL OR lease.id = %(lease)s)
), made AS (
    INSERT INTO market_charge
        (account_id, key, item_id, amount_fen, due_on, period, working, note, charged_at)
    SELECT account_id, key, item_id, amount_fen, due_on, period, working, '', %(at)s FROM due
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key, account_id, amount_fen
), told AS (
    UPDATE leasing_instalmentline line SET charge_id = made.id
    FROM due JOIN made USING (key) WHERE line.id = due.id
    RETURNING line.id
)
SELECT made.account_id, count(*), sum(made.amount_fen) FROM made GROUP BY made.account_id
"""


def charge_due(*, by: Actor, at: datetime) -> Report:
    """The charge run: every instalment due within LEAD_DAYS that has no charge yet gets one.

    This will first lay out open-ended leases further, then charge in one statement, then let
    credit pay. Run twice, or twice at once, it charges once; missed months are caught up.
    """
    rules.require(by, "lease.bill", None)
    on = local_day(at)
    extended = sum(plans.store(lease, on=on) for lease in _running_out(on))
    with transaction.atomic():
        rows = _charge(until=on + timedelta(days=LEAD_DAYS), lease=None, at=at)
        _let_credit_pay(rows, at)
    counts = {
        "charged": sum(count for _, count, _ in rows),
        "vendors": len(rows),
        "fen": int(sum(fen for _, _, fen in rows)),
        "instalments_planned": extended,
    }
    return Report("charge_rent", counts)


def charge_lease(lease: Lease, *, at: datetime) -> None:
    """Charge one lease just signed: its first bill, and all that is due soon."""
    first = lease.instalments.order_by("due_on").first()
    if first is None:
        return
    until = max(first.due_on, local_day(at) + timedelta(days=LEAD_DAYS))
    _let_credit_pay(_charge(until=until, lease=lease.pk, at=at), at)


def close(lease: Lease, *, last: date, at: datetime) -> None:
    """Settle the charges of a lease that ended on a day: credit what lies behind it.

    Each charged line is reckoned again up to the last day, by the same sum that made it.
    """
    terms = plans.terms_of(lease)
    rates = {rate.id: rate for rate in terms.charges if isinstance(rate, Rate)}
    behind = InstalmentLine.objects.filter(
        instalment__lease=lease, charge__isnull=False, period__endswith__gt=last + ONE_DAY
    ).select_related("charge")
    for row in behind:
        rate, charge = rates.get(str(row.line_id)), row.charge
        if rate is None or charge is None:
            continue
        billed = Period(row.period.lower, row.period.upper)
        kept_fen = should_have_been(rate, billed, last, terms.billing.proration, terms.cycle)
        if kept_fen < charge.amount_fen:
            charges.reverse(
                charge,
                amount_fen=charge.amount_fen - kept_fen,
                key=f"{charge.key}/ended/{last}",
                reason=f"ended on {last}",
                by=HOUSE,
                at=at,
            )


def _charge(*, until: date, lease: int | None, at: datetime) -> list[tuple[int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(CHARGE, {"until": until, "lease": lease, "at": at})
        return list(cursor.fetchall())


def _let_credit_pay(rows: list[tuple[int, int, int]], at: datetime) -> None:
    accounts = [account for account, _, _ in rows]
    with_credit = Account.objects.filter(pk__in=accounts, payments__free_fen__gt=0).distinct()
    for account in with_credit.order_by("pk"):
        allocations.settle(account, at=at)


def _running_out(on: date) -> list[Lease]:
    """Open-ended leases whose stored plan ends soon."""
    return list(
        Lease.objects.filter(state=LeaseState.SIGNED, ends_on__isnull=True).exclude(
            instalments__period__endswith__gt=on + timedelta(days=PLAN_AHEAD_DAYS)
        )
    )
