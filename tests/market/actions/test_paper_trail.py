from datetime import date, timedelta

import pytest

from market.actions import charges, paper_trail, payments
from market.core.refusals import Forbidden, Invalid
from market.documents.drawing import pdf_of
from market.models import Account, Document, FeeItem
from tests.builders import AT, a_charge, a_vendor, acting, an_account, as_vendor

pytestmark = pytest.mark.django_db
DUE = date(2026, 4, 1)


def pay(account, amount_fen, on, key="bank/1"):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=on,
        by=acting("cashier"),
        at=AT,
    )


def test_a_bill_says_what_is_due_on_a_day_and_still_open():
    account = an_account()
    a_charge(account=account)
    a_charge(account=account, item=FeeItem.objects.get(code="water"), amount_fen=4920)
    a_charge(account=account, due_on=date(2026, 5, 1))
    pay(account, 100000, date(2026, 3, 2))

    paper = paper_trail.bill(account, due_on=DUE, by=acting("cashier"), at=AT)

    assert [(row["item"], row["amount"], row["open"]) for row in paper.contents["rows"]] == [
        ("租金", "1700.00", "700.00"),
        ("水费", "49.20", "49.20"),
    ]
    assert (paper.contents["total"], paper.contents["in_words"]) == ("749.20", "柒佰肆拾玖元贰角整")
    assert paper.contents["made_on"] == "2026-03-02"


def test_the_same_bill_is_one_paper_and_another_once_something_is_paid():
    account = an_account()
    a_charge(account=account)
    act, given = paper_trail.bill, {"due_on": DUE, "by": as_vendor(account.vendor), "at": AT}
    first = act(account, **given)
    before = pdf_of(first)
    assert act(account, **given) == first

    pay(account, 70000, DUE)

    assert act(account, **given).contents["total"] == "1000.00"
    assert pdf_of(Document.objects.get(pk=first.pk)) == before


def test_a_day_on_which_nothing_is_due_has_no_bill():
    with pytest.raises(Invalid) as refused:
        paper_trail.bill(an_account(), due_on=DUE, by=acting("cashier"), at=AT)
    assert (refused.value.code, refused.value.facts["field"]) == ("nothing_due", "due_on")


def test_a_statement_runs_from_the_opening_balance_to_the_closing_one():
    account = an_account()
    a_charge(account=account, due_on=date(2026, 2, 1), amount_fen=50000)
    a_charge(account=account)
    pay(account, 60000, date(2026, 3, 20))
    pay(account, 10000, date(2026, 4, 1), key="bank/2")

    paper = paper_trail.statement(
        account, first=date(2026, 3, 1), last=DUE, by=acting("cashier"), at=AT
    )

    said = paper.contents
    assert said["opening"] == "500.00"
    assert [(row["on"], row["charged"], row["paid"], row["balance"]) for row in said["rows"]] == [
        ("2026-03-20", "", "600.00", "-100.00"),
        ("2026-04-01", "1700.00", "", "1600.00"),
        ("2026-04-01", "", "100.00", "1500.00"),
    ]
    assert (said["charged"], said["paid"], said["closing"]) == ("1700.00", "700.00", "1500.00")


def test_what_was_credited_and_given_back_stands_in_it():
    account = an_account()
    charge = a_charge(account=account)
    charges.reverse(charge, key="undo", reason="算错了", by=acting("manager"), at=AT)
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    said = paper_trail.statement(account, **days, by=acting("cashier"), at=AT).contents
    assert said["closing"] == "0.00"
    assert [row["charged"] for row in said["rows"]] == ["1700.00", "-1700.00"]


@pytest.mark.parametrize("last", [date(2025, 12, 31), date(2026, 1, 1) + timedelta(days=3 * 366)])
def test_a_span_that_runs_backwards_or_too_far_is_refused(last):
    with pytest.raises(Invalid) as refused:
        paper_trail.statement(
            an_account(), first=date(2026, 1, 1), last=last, by=acting("cashier"), at=AT
        )
    assert refused.value.code == "bad_span"


def test_only_who_handles_the_money_or_whose_it_is_has_them_printed():
    account = Account.objects.get(pk=an_account().pk)
    for actor in (acting("auditor"), as_vendor(a_vendor())):
        with pytest.raises(Forbidden):
            paper_trail.bill(account, due_on=DUE, by=actor, at=AT)
