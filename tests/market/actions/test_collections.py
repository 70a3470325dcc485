from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from market.actions import collections, mismatches, payments, receipts
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Collection, Document, Mismatch, Notice, Payment
from tests.builders import AT, a_charge, a_market, acting, an_account
from tests.races import at_once

pytestmark = pytest.mark.django_db
CASHIER = acting("cashier")
MARCH = date(2026, 3, 2)


@pytest.fixture
def family():
    """Two accounts of one market: 500 due in January on one, 300 due in February on the other."""
    market = a_market()
    one, other = an_account(market=market), an_account(market=market)
    a_charge(account=one, amount_fen=50000, due_on=date(2026, 1, 1))
    a_charge(account=other, amount_fen=30000, due_on=date(2026, 2, 1))
    return one, other


def collect(accounts, amount_fen, key="bank/1", **more):
    given = {"method": "bank", "received_on": MARCH, "by": CASHIER, "at": AT, **more}
    return collections.collect(accounts, key=key, amount_fen=amount_fen, **given)


def pay(account, amount_fen, key="bank/1"):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=MARCH,
        by=CASHIER,
        at=AT,
    )


def parts_of(collection):
    return list(collection.parts.order_by("pk").values_list("key", "amount_fen", "free_fen"))


def open_of(account):
    return account.charges.aggregate(sum=Sum("open_fen"))["sum"]


def test_one_sum_pays_the_bills_of_several_and_the_rest_is_the_firsts_credit(family):
    collection = collect(family, 90000)
    assert parts_of(collection) == [("bank/1", 60000, 10000), ("bank/1 2", 30000, 0)]
    assert [open_of(account) for account in family] == [0, 0]
    assert Notice.objects.filter(occasion="payment_received").count() == 2


def test_bills_that_are_ticked_are_paid_first_and_what_is_left_pays_the_oldest(family):
    one, other = family
    collect(family, 40000, first=[other.charges.get()])
    assert [open_of(one), open_of(other)] == [40000, 0]


def test_the_payer_may_say_how_much_is_for_whom(family):
    one, other = family
    collection = collect(family, 50000, amounts={one.pk: 10000, other.pk: 40000})
    assert parts_of(collection) == [("bank/1", 10000, 0), ("bank/1 2", 40000, 10000)]


def test_what_is_left_over_goes_to_whose_credit_it_should_be(family):
    collection = collect(family, 90000, credit_to=family[1])
    assert parts_of(collection) == [("bank/1", 50000, 0), ("bank/1 2", 40000, 10000)]


def test_the_same_reference_is_the_same_sum(family):
    assert collect(family, 80000) == collect(family, 80000)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("shape", ["sum then sum", "sum then payment", "payment then sum"])
def test_a_reference_with_another_amount_is_refused_in_every_shape_and_noted_once(family, shape):
    first, _, second = shape.partition(" then ")
    act = {"sum": lambda fen: collect(family, fen), "payment": lambda fen: pay(family[0], fen)}
    act[first](80000)
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            act[second](70000)
        assert refused.value.code == "payment_differs"
    noted = Mismatch.objects.values_list("key", "booked_fen", "told_fen", "state")
    assert list(noted) == [("bank/1", 80000, 70000, "open")]
    assert Payment.objects.aggregate(sum=Sum("amount_fen"))["sum"] == 80000


def test_a_part_is_not_taken_for_the_whole(family):
    collect(family, 80000)
    with pytest.raises(Conflict):
        pay(family[0], 50000)


def test_a_payment_alone_is_not_booked_again_as_a_sum(family):
    one, _ = family
    pay(one, 50000)
    with pytest.raises(Conflict) as refused:
        collect([one], 50000)
    assert refused.value.code == "payment_known"
    assert not Mismatch.objects.exists()


def test_a_mismatch_is_settled_with_a_reason_and_may_come_again(family):
    collect(family, 80000)
    for _ in range(2):
        with pytest.raises(Conflict):
            collect(family, 1)
        open_one = Mismatch.objects.get(state="open")
        settled = mismatches.settle(open_one, reason="typed wrong", by=CASHIER, at=AT)
        assert settled.state == "settled"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"amount_fen": 0}, "bad_amount"),
        ({"method": "shells"}, "bad_method"),
        ({"tendered_fen": 90000}, "too_little_handed_over"),
        ({"method": "cash", "tendered_fen": 100}, "too_little_handed_over"),
        ({"accounts": []}, "no_account"),
        ({"amounts": {1: 5}}, "amounts_differ"),
    ],
)
def test_a_sum_that_makes_no_sense_is_refused(family, wrong, code):
    given = {"accounts": family, "amount_fen": 80000, **wrong}
    with pytest.raises(Invalid) as refused:
        collect(given.pop("accounts"), given.pop("amount_fen"), **given)
    assert refused.value.code == code
    assert not Payment.objects.exists()


def test_vendors_of_two_markets_do_not_pay_together(family):
    with pytest.raises(Invalid) as refused:
        collect([family[0], an_account()], 100)
    assert refused.value.code == "markets_differ"


def test_who_takes_no_money_at_this_market_takes_none(family):
    for by in (acting("auditor"), acting("cashier", market=a_market())):
        with pytest.raises(Forbidden):
            collect(family, 100, by=by)


def test_the_whole_sum_is_reversed_or_one_part_of_it(family):
    one, other = family
    collection = collect(family, 80000)
    payments.reverse(collection.parts.get(account=other), reason="typed wrong", by=CASHIER, at=AT)
    assert [open_of(one), open_of(other)] == [0, 30000]
    collections.reverse(collection, reason="bounced", by=CASHIER, at=AT)
    assert [open_of(one), open_of(other)] == [50000, 30000]
    assert Payment.objects.aggregate(sum=Sum("amount_fen"))["sum"] == 0


def test_the_database_refuses_parts_that_do_not_add_up(family):
    collection = collect(family, 80000)
    more = {"account": family[0], "method": "bank", "received_on": MARCH, "recorded_at": AT}
    with pytest.raises(IntegrityError, match="do not add up"), transaction.atomic():
        Payment.objects.create(key="bank/9", amount_fen=1, collection=collection, **more)
        connection.check_constraints()


def test_the_database_refuses_a_sum_without_parts(family):
    with pytest.raises(IntegrityError, match="do not add up"), transaction.atomic():
        Collection.objects.create(
            market=family[0].market,
            key="bank/2",
            amount_fen=1,
            method="bank",
            received_on=MARCH,
            recorded_at=AT,
        )
        connection.check_constraints()


def test_one_receipt_for_all_says_whose_each_line_is(family):
    collection = collect(family, 90000)
    document = receipts.issue_joint(collection, by=CASHIER, at=AT)
    said = document.contents
    names = [account.vendor.name for account in family]
    assert (said["amount"], said["in_words"], said["credit"]) == ("900.00", "玖佰元整", "100.00")
    assert [(line["vendor"], line["amount"]) for line in said["lines"]] == [
        (names[0], "500.00"),
        (names[1], "300.00"),
    ]
    for part in collection.parts.all():
        assert receipts.issue(part, by=CASHIER, at=AT) == document


def test_receipts_are_one_for_all_or_one_each_and_never_both(family):
    collection = collect(family, 80000)
    apart = receipts.issue_apart(collection, by=CASHIER, at=AT)
    assert [paper.contents["number"] for paper in apart] == ["2026-000001", "2026-000002"]
    with pytest.raises(Conflict) as refused:
        receipts.issue_joint(collection, by=CASHIER, at=AT)
    assert refused.value.code == "receipts_apart"
    assert Document.objects.filter(kind="receipt").count() == 2


def test_two_cashiers_with_one_reference_book_it_once_a_hundred_times(real_transactions):
    market = a_market()
    one, other, third = (an_account(market=market) for _ in range(3))
    for number in range(100):
        key = f"bank/{number}"
        outcomes = at_once(
            lambda key=key: collect([one, other], 500, key=key),
            lambda key=key: pay(third, 400, key=key),
        )
        refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert [type(outcome) for outcome in refused] == [Conflict]
        assert refused[0].code == "payment_differs"
    booked_fen = Payment.objects.aggregate(sum=Sum("amount_fen"))["sum"]
    sums = Collection.objects.count()
    assert booked_fen == 500 * sums + 400 * (100 - sums)
    assert Mismatch.objects.count() == 100
