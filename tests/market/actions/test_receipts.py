from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from market.actions import payments, receipts
from market.core.refusals import Conflict, Forbidden
from market.documents import papers
from market.models import Document
from tests.builders import AT, a_charge, a_market, acting, an_account
from tests.races import Runner, at_once, until_somebody_waits

pytestmark = pytest.mark.django_db
CASHIER = acting("cashier")


def paid(account, key="bank/1", amount_fen=200000):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=date(2026, 3, 2),
        by=CASHIER,
        at=AT,
        payer="蔄小满",
    )


def test_a_receipt_says_who_paid_how_much_for_what_in_figures_and_capitals():
    account = an_account()
    a_charge(account=account)
    document = receipts.issue(paid(account), by=CASHIER, at=AT)
    assert document.contents == {
        "number": "2026-000001",
        "market": account.market.name,
        "vendor": account.vendor.name,
        "payer": "蔄小满",
        "received_on": "2026-03-02",
        "method": "bank",
        "reference": "bank/1",
        "amount": "2000.00",
        "in_words": "贰仟元整",
        "lines": [
            {"item": "租金", "item_en": "Rent", "first": None, "last": None, "amount": "1700.00"}
        ],
        "credit": "300.00",
        "cashier": "a cashier",
    }


def test_a_payment_has_one_receipt_however_often_it_is_asked_for():
    payment = paid(an_account())
    first, again = (receipts.issue(payment, by=CASHIER, at=AT) for _ in range(2))
    assert (first, Document.objects.count()) == (again, 1)


def test_what_is_printed_again_is_not_reckoned_again():
    account = an_account()
    payment = paid(account)
    before = receipts.issue(payment, by=CASHIER, at=AT).contents
    a_charge(account=account)
    assert receipts.issue(payment, by=CASHIER, at=AT).contents == before


def test_numbers_count_up_in_a_market_and_begin_anew_with_the_year():
    account, elsewhere = an_account(), an_account(market=a_market())
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # 00:00 on 1 January in Shanghai
    numbers = [
        receipts.issue(paid(book, f"bank/{place}"), by=CASHIER, at=at).contents["number"]
        for place, (book, at) in enumerate(
            [(account, AT), (account, AT), (elsewhere, AT), (account, new_year)]
        )
    ]
    assert numbers == ["2026-000001", "2026-000002", "2026-000001", "2027-000001"]


def test_a_payment_that_was_reversed_gets_no_receipt():
    payment = paid(an_account())
    reversal = payments.reverse(payment, reason="bounced", by=CASHIER, at=AT)
    for thing in (payment, reversal):
        with pytest.raises(Conflict) as refusal:
            receipts.issue(thing, by=CASHIER, at=AT)
        assert refusal.value.code == "reversed_payment"
    assert not Document.objects.exists()


def test_who_does_not_take_money_gives_no_receipt():
    payment = paid(an_account())
    with pytest.raises(Forbidden):
        receipts.issue(payment, by=acting("checker"), at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_second_cashier_waits_for_the_number_of_the_first(real_transactions):
    account = an_account()
    one, other = (paid(account, f"bank/{number}") for number in range(2))
    with transaction.atomic():
        first = receipts.issue(one, by=CASHIER, at=AT)
        second = Runner(lambda: receipts.issue(other, by=CASHIER, at=AT))
        until_somebody_waits()
    numbers = [first.contents["number"], second.result().contents["number"]]
    assert numbers == ["2026-000001", "2026-000002"]


@pytest.mark.django_db(transaction=True)
def test_a_hundred_receipts_at_once_leave_no_gap_and_a_roll_back_takes_its_number_back(
    real_transactions,
):
    account = an_account()
    payments_ = [paid(account, f"bank/{number}", 100) for number in range(100)]

    def issue(payment, number):
        with transaction.atomic():
            document = receipts.issue(payment, by=CASHIER, at=AT)
            if number % 5 == 0:
                transaction.set_rollback(True)
        return document.contents["number"]

    acts = [lambda p=p, n=n: issue(p, n) for n, p in enumerate(payments_)]
    outcomes = [
        outcome for start in range(0, 100, 20) for outcome in at_once(*acts[start : start + 20])
    ]

    assert [fault for fault in outcomes if isinstance(fault, Exception)] == []
    numbers = sorted(paper.contents["number"] for paper in Document.objects.all())
    assert numbers == [f"2026-{number:06d}" for number in range(1, 81)]


def test_a_number_is_never_given_twice_and_its_paper_never_taken_away():
    document = receipts.issue(paid(an_account()), by=CASHIER, at=AT)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        document.delete()
    with pytest.raises(IntegrityError, match="numbered_paper_once"), transaction.atomic():
        papers.freeze(
            "receipt", "payment:0", {"number": "2026-000001"}, market=document.market, at=AT
        )
