"""A year of payments: on time, late, in part, ahead, and once with a bad transfer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Sum

from leasing.demo.habits import AHEAD, AT_THE_DESK, BOUNCED, HALF_PAID, METHODS, UNPAID
from market.actions import payments
from market.core.actors import Actor
from market.core.allocations import OpenCharge, allocate
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.working_hours import at_work
from market.models import Account, Allocation, Charge, Market, Payment

FOR_LATER_FEN = 500_000


@dataclass(frozen=True)
class Bill:
    """What one account owes by one day."""

    account: Account
    due_on: date
    charges: tuple[Charge, ...]

    @property
    def key(self) -> str:
        return (self.account.vendor.source_key or "").removeprefix("demo/")

    @property
    def open_fen(self) -> int:
        return sum(charge.open_fen for charge in self.charges)


def pay(market: Market, *, by: Actor, at: datetime) -> None:
    """Book what was paid until yesterday, then the few things that happened at the desk.

    The year is two statements, with the rows that payments.record() would have left, day by
    day, each payment for the bill that its payer named.
    """
    on = local_day(at)
    paid = [(row, bill) for row, bill in _paid(market, by, on) if row.received_on < on]
    paid.sort(key=lambda pair: pair[0].received_on)
    for number, (row, _) in enumerate(paid, 1):
        row.key = f"{row.method}/{row.received_on:%Y%m%d}-{number:04}"
    Payment.objects.bulk_create(row for row, _ in paid)
    Allocation.objects.bulk_create(part for row, bill in paid for part in _allocated(row, bill))
    _at_the_desk(market, by=by, at=at)


def _paid(market: Market, by: Actor, on: date) -> Iterator[tuple[Payment, Bill]]:
    """One payment for every bill, as each vendor is in the habit of paying."""
    for _, group in groupby(_bills(market), key=lambda bill: bill.account.pk):
        bills = list(group)
        left = _left_unpaid(bills, on)
        for place, bill in enumerate(bills):
            if bill not in left:
                yield _payment(bill, place, bill.open_fen, by), bill
            elif bill.key == HALF_PAID:
                yield _payment(bill, place, bill.open_fen // 200 * 100, by), bill


def _bills(market: Market) -> Iterator[Bill]:
    """All open bills, account by account, the oldest first."""
    charges = (
        Charge.objects.filter(account__market=market, open_fen__gt=0)
        .select_related("account__vendor")
        .order_by("account", "due_on", "item__position", "pk")
    )
    for (_, due_on), group in groupby(charges, key=lambda row: (row.account_id, row.due_on)):
        rows = tuple(group)
        yield Bill(rows[0].account, due_on, rows)


def _left_unpaid(bills: list[Bill], on: date) -> list[Bill]:
    """The last bills of who is behind, and whatever comes after them."""
    behind = UNPAID.get(bills[0].key, 0)
    if not behind:
        return []
    due = sum(bill.due_on < on for bill in bills)
    return bills[max(due - behind, 0) :]


def _payment(bill: Bill, place: int, amount_fen: int, by: Actor) -> Payment:
    """Everybody has a way to pay and a time for it, and now and then forgets."""
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


def _allocated(row: Payment, bill: Bill) -> Iterator[Allocation]:
    charges = {str(charge.pk): charge for charge in bill.charges}
    owed = [OpenCharge(key, charge.open_fen, charge.due_on) for key, charge in charges.items()]
    for portion in allocate(owed, row.amount_fen).portions:
        yield Allocation(
            payment=row,
            charge=charges[portion.key],
            amount_fen=portion.amount_fen,
            allocated_at=row.recorded_at,
        )


def _at_the_desk(market: Market, *, by: Actor, at: datetime) -> None:
    """What the cashier did these days: took money, took money for later, gave a bad one back."""
    nearest: dict[str, Bill] = {}
    for bill in _bills(market):
        nearest.setdefault(bill.key, bill)
    for place, key in enumerate(AT_THE_DESK):
        if key in nearest:
            bill, then = nearest[key], at_work(at - timedelta(minutes=9 * place))
            _record(bill.account, bill.open_fen, "cash", by=by, at=then)
    ahead = Account.objects.get(vendor__source_key=source_key(AHEAD), market=market)
    owed = ahead.charges.aggregate(fen=Sum("open_fen", default=0))["fen"]
    then = at_work(at - timedelta(days=2))
    _record(ahead, owed + FOR_LATER_FEN, "bank", by=by, at=then, note="预存")
    bounced = nearest[BOUNCED]
    then, reason = at_work(at - timedelta(days=12)), "银行退票：户名与账号不符"
    bad = _record(bounced.account, bounced.open_fen, "bank", by=by, at=then)
    payments.reverse(bad, reason=reason, by=by, at=at_work(at - timedelta(days=3)))


def _record(
    account: Account, amount_fen: int, method: str, *, by: Actor, at: datetime, note: str = ""
) -> Payment:
    who = (account.vendor.source_key or "").removeprefix("demo/").replace("/", "-")
    return payments.record(
        account,
        key=f"{method}/{who}-{at:%Y%m%d}",
        amount_fen=amount_fen,
        method=method,
        received_on=local_day(at),
        payer=account.vendor.contact,
        note=note,
        by=by,
        at=at,
    )
