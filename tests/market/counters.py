"""A market with one of everything that the counter shows: a family's sum, a refund, a closing."""

from datetime import date
from types import SimpleNamespace

from market.actions import collections, receipts, refunds, till_closings
from market.core.refusals import Conflict
from market.models import Mismatch
from tests.builders import AT, a_charge, a_user, a_vendor, acting, an_account

MARCH = date(2026, 3, 2)


def a_counter(market, n=0):
    """Two vendors, 500 and 300 owed, 900 paid in cash for both with one receipt; and what follows."""
    person = a_user(name="毕秀云")
    by, manager = acting("cashier", user=person), acting("manager", user=a_user())
    accounts = [
        an_account(vendor=a_vendor(phone=f"1380000{n:02}{place:02}"), market=market)
        for place in range(2)
    ]
    for account, fen in zip(accounts, (50000, 30000), strict=True):
        a_charge(account=account, amount_fen=fen, due_on=date(2026, 1, 10))

    def collect(amount_fen, key):
        return collections.collect(
            accounts,
            key=key,
            amount_fen=amount_fen,
            method="cash",
            received_on=MARCH,
            by=by,
            at=AT,
        )

    collection = collect(90000, f"cash/here/{n}")
    receipt = receipts.issue_joint(collection, by=by, at=AT)
    closing = till_closings.close(person, market, counted_fen=90000, by=by, at=AT)
    refund = ask_back(accounts[0], 6000, f"r/{n}/1", by)
    refunds.pay(
        refunds.approve(ask_back(accounts[0], 4000, f"r/{n}/2", by), by=manager, at=AT),
        on=MARCH,
        by=by,
        at=AT,
    )
    try:
        collect(1, f"cash/here/{n}")
    except Conflict:
        mismatch = Mismatch.objects.latest("pk")
    return SimpleNamespace(
        market=market,
        person=person,
        by=by,
        accounts=accounts,
        collection=collection,
        receipt=receipt,
        closing=closing,
        refund=refund,
        mismatch=mismatch,
    )


def ask_back(account, amount_fen, key, by):
    return refunds.request(
        account,
        key=key,
        amount_fen=amount_fen,
        method="cash",
        to_whom="蔄小满",
        reason="退多收的租金",
        by=by,
        at=AT,
    )
