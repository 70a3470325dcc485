"""Balances recomputed from the entries: nothing to say of sound books, and every fault is found."""

import gzip
import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from market.actions import allocations, charges, closings, payments, receipts
from market.core.actors import HOUSE
from market.core.periods import month_of
from market.models import (
    Allocation,
    BookClosing,
    Charge,
    Document,
    FeeItem,
    Payment,
)
from market.queries.reconciling import Difference, differences, names_of_checks
from tests.builders import AT, a_charge, a_market, a_payment, an_account
from tests.market.counters import a_counter

IN_MAY = datetime(2026, 5, 2, 2, 0, tzinfo=UTC)
MARCH = month_of(date(2026, 3, 1))
ENTRIES = ("market_charge", "market_payment", "market_allocation")
REST = ("market_bookclosing",)


@pytest.fixture
def sound(db):
    """A market with a charge, credited in part and paid, a payment with a receipt, a closed month."""
    account = an_account(market=a_market(code="here"))
    charge = a_charge(account=account, amount_fen=170000)
    payment = payments.record(
        account,
        key="cash/1",
        amount_fen=200000,
        method="cash",
        received_on=date(2026, 3, 2),
        by=HOUSE,
        at=AT,
    )
    charges.reverse(charge, amount_fen=20000, key="back", reason="", by=HOUSE, at=AT)
    receipts.issue(payment, by=HOUSE, at=AT)
    closings.close(account.market, month=MARCH, by=HOUSE, at=IN_MAY)
    assert differences() == []
    return account


def planted(act, expected):
    """What is found after an act that no guard looked at; nothing of it stays."""
    connection.check_constraints()
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in (*ENTRIES, *REST, "market_document"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        act()
        found = {each.check: each for each in differences()}
        transaction.set_rollback(True)
    assert set(found) == set(expected)
    return found


def test_a_charge_with_a_wrong_sum_is_found(sound):
    charge = Charge.objects.get(key="back").reverses
    found = planted(
        lambda: Charge.objects.filter(pk=charge.pk).update(open_fen=7),
        {"charge_open", "account_balance"},
    )
    assert found["charge_open"] == Difference("charge_open", f"charge:{charge.pk}", 7, 0)
    assert found["account_balance"] == Difference(
        "account_balance", f"account:{sound.pk}", -49993, -50000
    )


def test_a_payment_with_a_wrong_sum_is_found(sound):
    payment = sound.payments.get()
    found = planted(lambda: Payment.objects.update(free_fen=1), {"payment_free", "account_balance"})
    assert found["payment_free"] == Difference("payment_free", f"payment:{payment.pk}", 1, 50000)


def test_a_charge_that_is_paid_beyond_its_amount_is_found(sound):
    charge = Charge.objects.get(key="back").reverses
    found = planted(
        lambda: Allocation.objects.create(
            charge=charge, payment=sound.payments.get(), amount_fen=5, allocated_at=IN_MAY
        ),
        {"charge_open", "payment_free", "paid_beyond"},
    )
    assert found["paid_beyond"] == Difference("paid_beyond", f"charge:{charge.pk}", 150000, 150005)


def test_an_allocation_across_accounts_is_found(sound):
    other = a_charge(amount_fen=100, charged_at=IN_MAY)

    def act():
        Allocation.objects.create(
            charge=other, payment=sound.payments.get(), amount_fen=100, allocated_at=IN_MAY
        )
        Charge.objects.filter(pk=other.pk).update(open_fen=0)
        Payment.objects.update(free_fen=49900)

    found = planted(act, {"two_accounts", "account_balance"})
    assert (found["two_accounts"].said, found["two_accounts"].found) == (
        sound.pk,
        other.account_id,
    )


@pytest.mark.parametrize("change", [{"amount": "1.00"}, {"credit": "7.00"}])
def test_a_receipt_that_says_another_sum_is_found(sound, change):
    receipt = Document.objects.get(kind="receipt")

    def act():
        contents = {**receipt.contents, **change}
        Document.objects.filter(pk=receipt.pk).update(contents=contents)

    assert planted(act, {"receipt_sum"})["receipt_sum"].thing == f"document:{receipt.pk}"


def test_one_receipt_for_several_that_says_another_sum_is_found(db):
    counter = a_counter(a_market(code="here"))
    assert differences() == []
    contents = {**counter.receipt.contents, "credit": "107.00"}

    def act():
        Document.objects.filter(pk=counter.receipt.pk).update(contents=contents)

    found = planted(act, {"receipt_sum"})["receipt_sum"]
    assert (found.thing, found.said) == (f"document:{counter.receipt.pk}", 90000)


def test_a_receipt_that_is_missing_in_the_row_is_found(sound):
    receipt = Document.objects.get(kind="receipt")

    def act():
        contents = {**receipt.contents, "number": "2026-000002"}
        Document.objects.filter(pk=receipt.pk).update(contents=contents)

    found = planted(act, {"receipt_number"})
    assert found["receipt_number"] == Difference("receipt_number", f"document:{receipt.pk}", 2, 1)


def test_an_entry_that_slipped_into_a_closed_month_is_found(sound):
    closing = BookClosing.objects.get()
    found = planted(lambda: a_charge(account=sound, amount_fen=1, open_fen=1), {"closed_entries"})
    assert found["closed_entries"] == Difference(
        "closed_entries", f"bookclosing:{closing.pk}:charge", 150000, 150001
    )


def test_a_closing_that_does_not_balance_is_found(sound):
    closing = BookClosing.objects.get()
    found = planted(
        lambda: BookClosing.objects.update(totals={"1001": {"debit": 5, "credit": 4}}),
        {"debits_and_credits"},
    )
    assert found["debits_and_credits"] == Difference(
        "debits_and_credits", f"bookclosing:{closing.pk}", 5, 4
    )


@pytest.mark.parametrize(
    "journal", [gzip.compress(b"another", mtime=0), b"broken"], ids=["another", "broken"]
)
def test_a_frozen_journal_that_was_changed_is_found(sound, journal):
    planted(lambda: BookClosing.objects.update(journal=journal), {"closed_journal"})


def test_a_fee_item_with_an_account_that_is_not_in_the_chart_is_found(sound):
    planted(
        lambda: FeeItem.objects.filter(code="rent").update(account_code="9999"), {"account_code"}
    )


def test_a_market_is_looked_at_alone(sound):
    connection.check_constraints()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE market_charge DISABLE TRIGGER USER")
        Charge.objects.filter(amount_fen__gt=0).update(open_fen=7)
        assert len(differences(sound.market)) == 2
        assert differences(a_market()) == []
        transaction.set_rollback(True)


def test_as_many_questions_as_checks_however_long_the_books(sound, django_assert_num_queries):
    for _ in range(3):
        a_charge(account=sound, charged_at=IN_MAY)
    with django_assert_num_queries(len(names_of_checks())):
        differences()


def test_the_command_says_that_nothing_differs(sound, capsys):
    call_command("reconcile", market="here")
    assert capsys.readouterr().out.splitlines()[-1] == "differences: 0"


def test_the_command_ends_with_one_and_names_what_differs(sound, capsys):
    receipt = Document.objects.get(kind="receipt")
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE market_document DISABLE TRIGGER USER")
    Document.objects.update(contents={**receipt.contents, "credit": "7.00"})
    with pytest.raises(SystemExit) as ended:
        call_command("reconcile", json=True)
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)["differences"]
    assert [(each["check"], each["thing"], each["said"]) for each in told] == [
        ("receipt_sum", f"document:{receipt.pk}", 200000)
    ]
    with pytest.raises(SystemExit):
        call_command("reconcile")
    assert "differences: 1" in capsys.readouterr().out


def test_a_market_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="no market with the code nowhere"):
        call_command("reconcile", market="nowhere")


deeds = st.lists(
    st.tuples(st.sampled_from(["charge", "pay", "credit", "bounce", "settle"]), st.integers(1, 99)),
    max_size=12,
)


class SoundBooksTest(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(deeds)
    def test_whatever_the_actions_did_nothing_differs(self, deeds):
        account = an_account()
        for place, (deed, size) in enumerate(deeds):
            act(account, deed, size, f"{place}")
        connection.check_constraints()
        assert differences() == []


def act(account, deed, size, key):
    """One thing that people do to a book, where it can be done."""
    charge = account.charges.filter(reverses__isnull=True).order_by("-pk").first()
    payment = account.payments.filter(reverses__isnull=True, reversal__isnull=True).first()
    if deed == "charge":
        a_charge(account=account, amount_fen=size)
    elif deed == "pay":
        a_payment(account=account, amount_fen=size)
    elif deed == "credit" and charge and sum(_left(charge)) > 0:
        part = min(size, sum(_left(charge)))
        charges.reverse(charge, amount_fen=part, key=key, reason="", by=HOUSE, at=AT)
    elif deed == "bounce" and payment:
        payments.reverse(payment, reason="", by=HOUSE, at=AT)
    elif deed == "settle":
        allocations.settle_all([account.pk], at=AT)


def _left(charge):
    return [charge.amount_fen, *charge.reversals.values_list("amount_fen", flat=True)]
