"""A year of payments: on time, late, in part, ahead, and once with a bad transfer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from leasing.demo.habits import AHEAD, AT_THE_DESK, BOUNCED, HALF_PAID, METHODS, UNPAID
from market.actions import allocations, payments
from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import dice
from market.models import Account, Charge, Market, Payment


@dataclass(frozen=True)
class Bill:
    """What one account owes by one day, in fen."""

    account: Account
    due_on: date
    open_fen: int

    @property
    def key(self) -> str:
        return (self.account.vendor.source_key or "").removeprefix("demo/")


def pay(market: Market, *, by: Actor, at: datetime) -> None:
    """Book what was paid until yesterday, then the few things that happened at the desk.

    The year is one statement, with the rows that payments.record() would have written day by
    day; what pays what is settled by the same action.
    """
    on = local_day(at)
    rows = [row for row in _paid(market, by, on) if row.received_on < on]
    rows.sort(key=lambda row: row.received_on)
    for number, row in enumerate(rows, 1):
        row.key = f"{row.method}/{row.received_on:%Y%m%d}-{number:04}"
    Payment.objects.bulk_create(rows)
    for account, mine in groupby(sorted(rows, key=_account), key=lambda row: row.account):
        allocations.settle(account, at=max(row.recorded_at for row in mine))
    _at_the_desk(market, by=by, at=at)


def _paid(market: Market, by: Actor, on: date) -> Iterator[Payment]:
    for _, group in groupby(_bills(market), key=lambda bill: bill.account.pk):
        bills = list(group)
        due = [bill for bill in bills if bill.due_on < on]
        left = UNPAID.get(bills[0].key, 0)
        unpaid = due[len(due) - left :] if left else []
        for place, bill in enumerate(bills):
            if bill not in unpaid:
                yield _payment(bill, place, bill.open_fen, by)
            elif bill.key == HALF_PAID:
                yield _payment(bill, place, bill.open_fen // 200 * 100, by)


def _bills(market: Market) -> Iterator[Bill]:
    """All open bills, account by account, the oldest first."""
    charges = (
        Charge.objects.filter(account__market=market, open_fen__gt=0)
        .select_related("account__vendor")
        .order_by("account", "due_on", "pk")
    )
    for (_, due_on), group in groupby(charges, key=lambda row: (row.account_id, row.due_on)):
        rows = list(group)
        yield Bill(rows[0].account, due_on, sum(row.open_fen for row in rows))


def _payment(bill: Bill, place: int, amount_fen: int, by: Actor) -> Payment:
    """One bill as this vendor pays it: everybody has a habit, and now and then forgets."""
    habit = dice(f"pays {bill.key}")
    method, early = habit.choice(METHODS), habit.randint(0, 7)
    throw = dice(f"pays {bill.key} {place}")
    late = throw.randint(2, 16) if throw.random() < 0.12 else -throw.randint(0, early)
    received = bill.due_on + late * ONE_DAY
    return Payment(
        account=bill.account,
        amount_fen=amount_fen,
        method=method,
        received_on=received,
        payer=bill.account.vendor.contact,
        note="家里人代付" if throw.random() < 0.06 else "",
        recorded_at=datetime.combine(received, time(9 + place % 8, 30), tzinfo=SHANGHAI),
        recorded_by_id=by.user,
    )


def _account(row: Payment) -> int:
    return row.account_id


def _at_the_desk(market: Market, *, by: Actor, at: datetime) -> None:
    """What the cashier did these days: took money, took too much, took some back."""
    nearest: dict[str, Bill] = {}
    for bill in _bills(market):
        nearest.setdefault(bill.key, bill)
    for place, key in enumerate(AT_THE_DESK):
        if key in nearest:
            _record(nearest[key], nearest[key].open_fen, "cash", by=by, at=at - timedelta(minutes=9 * place))
    ahead = Account.objects.get(vendor__source_key=source_key(AHEAD), market=market)
    then = at - timedelta(days=2)
    _record(Bill(ahead, local_day(then), 0), 500_000, "bank", by=by, at=then, note="预存")
    owed = nearest[BOUNCED]
    bad = _record(owed, owed.open_fen, "bank", by=by, at=at - timedelta(days=12))
    payments.reverse(
        bad, reason="银行退票：户名与账号不符", by=by, at=at - timedelta(days=3)
    )


def _record(
    bill: Bill, amount_fen: int, method: str, *, by: Actor, at: datetime, note: str = ""
) -> Payment:
    return payments.record(
        bill.account,
        key=f"{method}/{bill.key.replace('/', '-')}-{at:%Y%m%d}",
        amount_fen=amount_fen,
        method=method,
        received_on=local_day(at),
        payer=bill.account.vendor.contact,
        note=note,
        by=by,
        at=at,
    )
