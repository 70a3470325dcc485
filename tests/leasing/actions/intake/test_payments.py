"""Payments from a cash book: each once, and two alike are two."""

from datetime import date

import pytest

from market.actions import payments
from market.actions.accounts import open_account
from market.core.actors import HOUSE
from market.models import Notice, Payment
from tests.builders import AT, a_charge, a_market, a_vendor, an_account
from tests.lists import bring, figures, refusals

pytestmark = pytest.mark.django_db
HEAD = "商户,金额,日期,收款方式,流水号\n"


def a_market_with(name="单记豆腐"):
    market = a_market(code="here")
    return market, an_account(market=market, vendor=a_vendor(market=market, name=name))


def test_payments_pay_the_oldest_and_a_second_run_books_nothing():
    market, account = a_market_with()
    charge = a_charge(account=account)
    text = f"{HEAD}单记豆腐,1700.00,2026-03-01,微信,4200001\n单记豆腐,10,2026-03-01,现金,\n"
    assert figures(bring("payments", text, market)) == {"created": 2}
    charge.refresh_from_db()
    assert charge.open_fen == 0
    before = list(Payment.objects.values())
    assert figures(bring("payments", text, market)) == {"unchanged": 2}
    assert list(Payment.objects.values()) == before
    assert Notice.objects.count() == 0


def test_two_cash_lines_just_alike_are_two_payments_and_stay_two():
    market, _ = a_market_with()
    text = HEAD + "单记豆腐,10,2026-03-01,现金,\n" * 2
    assert figures(bring("payments", text, market)) == {"created": 2}
    assert figures(bring("payments", text, market)) == {"unchanged": 2}
    assert Payment.objects.count() == 2


def test_a_payment_that_was_typed_in_before_is_known_by_its_reference():
    market, account = a_market_with()
    payments.record(
        account,
        key="bank/20260301-77",
        amount_fen=170000,
        method="bank",
        received_on=date(2026, 3, 1),
        by=HOUSE,
        at=AT,
    )
    line = "单记豆腐,{},2026-03-01,转账,20260301-77\n"
    assert figures(bring("payments", HEAD + line.format("1700"), market)) == {"unchanged": 1}
    other = bring("payments", HEAD + line.format("1800"), market)
    assert refusals(other) == {2: [("", "payment_differs")]}
    assert list(Payment.objects.values_list("amount_fen", flat=True)) == [170000]


def test_what_cannot_be_booked_is_named_in_its_column():
    market, _ = a_market_with()
    text = f"{HEAD}无名氏,10,2026-03-01,现金,1\n单记豆腐,10,2027-01-01,现金,2\n"
    assert refusals(bring("payments", text, market)) == {
        2: [("商户", "unknown_vendor")],
        3: [("日期", "paid_in_future")],
    }


def test_a_vendor_of_another_market_is_not_paid_for_here():
    market, _ = a_market_with()
    open_account(a_vendor(name="远方"), a_market(), at=AT)
    assert refusals(bring("payments", f"{HEAD}远方,10,2026-03-01,现金,1\n", market)) == {
        2: [("商户", "unknown_vendor")]
    }
