"""The counter of the demo market: receipts of late, every day closed, one refund that waits."""

from datetime import datetime, time, timedelta

from django.db.models.functions import TruncDate

from market.actions import receipts, refunds, till_closings
from market.core.hours import SHANGHAI, local_day, start_of
from market.core.periods import ONE_DAY
from market.core.tills import expected_cash, takings
from market.demo.cast import source_key
from market.demo.crew import acting
from market.demo.places import CODE
from market.demo.working_hours import at_work
from market.models import Account, Market, Payment, User
from market.queries.closings import entries_of, unclosed_payments, unclosed_refunds

RECEIPTS_FOR = timedelta(days=21)
DAILY_FOR = timedelta(days=60)
CLOSES = time(18, 5)
# who left money for later, and wants some of it back
AHEAD = "hall/036"
SHORT = ("找零时少数了一张", 500)


def load(*, at: datetime) -> None:
    """Give receipts for the last three weeks, close every day but today, and ask for a refund."""
    market = Market.objects.get(code=CODE)
    _give_receipts(market, at=at)
    _close_days(market, at=at)
    _ask_for_a_refund(market, at=at)


def _give_receipts(market: Market, *, at: datetime) -> None:
    paid = Payment.objects.filter(
        account__market=market,
        recorded_at__gte=at - RECEIPTS_FOR,
        reverses__isnull=True,
        reversal__isnull=True,
    ).select_related("account__market", "account__vendor")
    for payment in paid.order_by("recorded_at", "pk"):
        receipts.issue(payment, by=acting("cashier"), at=payment.recorded_at)


def _close_days(market: Market, *, at: datetime) -> None:
    """One closing for the time before two months ago, then one for each day that had anything."""
    cashier = User.objects.get(username="cashier")
    since = local_day(at - DAILY_FOR)
    booked = unclosed_payments(market, cashier, until=start_of(local_day(at)))
    found = booked.order_by().annotate(day=TruncDate("recorded_at")).values_list("day", flat=True)
    days = sorted({max(day, since) for day in found.distinct()})
    for place, day in enumerate(days):
        _close(
            market, cashier, datetime.combine(day, CLOSES, tzinfo=SHANGHAI), place == len(days) - 4
        )
        if day < days[-1]:
            closing = cashier.closings.latest("pk")
            till_closings.confirm(
                closing, by=acting("manager"), at=closing.closed_at + ONE_DAY / 24
            )


def _close(market: Market, cashier: User, then: datetime, short: bool) -> None:
    until = start_of(then.date() + ONE_DAY)
    rows = (
        unclosed_payments(market, cashier, until=until),
        unclosed_refunds(market, cashier, until=until),
    )
    cash_fen = expected_cash(takings(entries_of(*rows)), float_fen=20000)
    reason, missing_fen = SHORT if short else ("", 0)
    till_closings.close(
        cashier,
        market,
        counted_fen=max(cash_fen - missing_fen, 0),
        float_fen=20000,
        reason=reason,
        until=until,
        by=acting("cashier"),
        at=then,
    )


def _ask_for_a_refund(market: Market, *, at: datetime) -> None:
    account = Account.objects.get(vendor__source_key=source_key(AHEAD), market=market)
    refunds.request(
        account,
        key="demo/refund",
        amount_fen=200_000,
        method="bank",
        to_whom=account.vendor.contact or account.vendor.name,
        reason="预存多了，退一部分",
        by=acting("cashier"),
        at=at_work(at - ONE_DAY),
    )
