"""Closing the books of a month: what it freezes, what it lets in no more, and opening it again."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from market.actions import allocations, closings, payments
from market.core.journal_files import frozen, thawed
from market.core.periods import month_of
from market.models import BookClosing, FeeItem, LedgerAccount, Move, Payment, Vendor
from market.queries.journals import csv_of, workbook_of
from tests.builders import AT, a_charge, a_market, a_payment, a_user, acting, an_account
from tests.races import Runner, until_somebody_waits
from tests.refused import refused

pytestmark = pytest.mark.django_db

MARCH = month_of(date(2026, 3, 1))
APRIL = month_of(date(2026, 4, 1))
IN_MAY = datetime(2026, 5, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def account(market):
    return an_account(market=market)


@pytest.fixture
def manager():
    return acting("manager", user=a_user())


@pytest.fixture
def colleague():
    return acting("manager", user=a_user())


def a_month(account, **given):
    """A charge, and a payment that pays it in part, on 2 March."""
    charge = a_charge(account=account, amount_fen=170000, **given)
    a_payment(account=account, amount_fen=50000)
    allocations.settle(account, at=AT)
    return charge


def test_a_closed_month_holds_what_was_booked_in_it(market, account, manager):
    a_month(account)

    closing = closings.close(market, month=MARCH, by=manager, at=IN_MAY)

    assert (closing.starts_on, closing.until, closing.state) == (
        date(2026, 3, 1),
        date(2026, 3, 31),
        "closed",
    )
    assert closing.entries == {
        "charge": {"count": 1, "fen": 170000},
        "payment": {"count": 1, "fen": 50000},
        "allocation": {"count": 1, "fen": 50000},
    }
    assert closing.totals == {
        "1001": {"debit": 50000, "credit": 0},
        "1122": {"debit": 170000, "credit": 50000},
        "2203": {"debit": 50000, "credit": 50000},
        "5001": {"debit": 0, "credit": 170000},
    }
    rows = list(csv.reader(io.StringIO(thawed(bytes(closing.journal)).removeprefix("\ufeff"))))
    name = account.vendor.name
    assert [row[:8] for row in rows[1:]] == [
        ["记-001", "2026-03-02", "应收租金", "1122", "应收账款", "1700.00", "", name],
        ["记-001", "2026-03-02", "应收租金", "5001", "主营业务收入", "", "1700.00", name],
        ["记-002", "2026-03-02", "收款（现金）", "1001", "库存现金", "500.00", "", name],
        ["记-002", "2026-03-02", "收款（现金）", "2203", "预收账款", "", "500.00", name],
        ["记-003", "2026-03-02", "预收抵应收（租金）", "2203", "预收账款", "500.00", "", name],
        ["记-003", "2026-03-02", "预收抵应收（租金）", "1122", "应收账款", "", "500.00", name],
    ]


def test_what_a_closed_month_gives_out_is_the_same_for_ever(market, account, manager):
    a_month(account)
    before = "".join(csv_of(market, MARCH))
    closing = closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    sheet = workbook_of(market, MARCH)

    Vendor.objects.update(name="another name")
    FeeItem.objects.update(account_code="5301")
    LedgerAccount.objects.filter(code="1122").update(name="another account")
    a_charge(account=account, charged_at=IN_MAY)

    assert "".join(csv_of(market, MARCH)) == before
    assert frozen([before])[1] == closing.sha256
    assert workbook_of(market, MARCH) == sheet


@pytest.mark.parametrize("noun", ["charge", "payment", "allocation"])
def test_nothing_is_booked_in_a_closed_month(market, account, manager, noun):
    charge = a_month(account)
    closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    last_minute = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)
    free = a_payment(account=account, amount_fen=1, recorded_at=IN_MAY)

    acts = {
        "charge": lambda at: a_charge(account=account, charged_at=at),
        "payment": lambda at: a_payment(account=account, amount_fen=1, recorded_at=at),
        "allocation": lambda at: charge.allocations.create(
            payment=free, amount_fen=1, allocated_at=at
        ),
    }
    with pytest.raises(IntegrityError, match="closed until 2026-03-31"), transaction.atomic():
        acts[noun](last_minute)
    acts[noun](last_minute + timedelta(minutes=1))


def test_another_market_books_what_it_likes(market, account, manager):
    a_month(account)
    closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    assert a_charge().pk


def test_a_late_line_of_the_bank_is_booked_today_with_its_own_day(market, account, manager):
    a_month(account)
    closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    late = payments.record(
        account,
        key="bank/late",
        amount_fen=100,
        method="bank",
        received_on=date(2026, 3, 31),
        by=manager,
        at=IN_MAY,
    )
    assert late.received_on == date(2026, 3, 31)


def test_months_are_closed_one_after_the_other(market, account, manager):
    a_month(account)
    close = closings.close
    assert refused(close, market, month=APRIL, by=manager, at=IN_MAY) == (
        "close_another_first",
        "Months are closed one after the other. Close 2026-03 first.",
    )
    close(market, month=MARCH, by=manager, at=IN_MAY)
    assert refused(close, market, month=MARCH, by=manager, at=IN_MAY)[0] == "closed_already"
    close(market, month=APRIL, by=manager, at=IN_MAY)
    assert closings.next_to_close(market) == month_of(date(2026, 5, 1))


def test_a_month_that_is_not_over_is_not_closed(market, account, manager):
    a_month(account)
    for at in (AT, datetime(2026, 3, 31, 15, 59, tzinfo=UTC)):
        assert refused(closings.close, market, month=MARCH, by=manager, at=at)[0] == (
            "month_not_over"
        )
    at = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    assert closings.close(market, month=MARCH, by=manager, at=at).pk


def test_where_nothing_was_booked_nothing_is_closed(market, manager):
    assert refused(closings.close, market, month=MARCH, by=manager, at=IN_MAY)[0] == (
        "nothing_to_close"
    )


def test_a_fee_item_with_an_account_that_nobody_knows_holds_the_closing_up(
    market, account, manager
):
    FeeItem.objects.filter(code="rent").update(account_code="9999")
    a_month(account)
    assert refused(closings.close, market, month=MARCH, by=manager, at=IN_MAY) == (
        "unknown_account_code",
        "There is no account 9999 in the chart. Add it, or correct the fee item that names it.",
    )


def test_a_second_person_opens_the_last_month_again_and_says_why(
    market, account, manager, colleague
):
    a_month(account)
    closing = closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    reopen = closings.reopen

    assert refused(reopen, closing, reason="a slip", by=manager, at=IN_MAY)[0] == "second_person"
    assert refused(reopen, closing, reason=" ", by=colleague, at=IN_MAY)[0] == "reason_missing"
    reopen(closing, reason="a slip", by=colleague, at=IN_MAY)

    move = Move.objects.get(noun="bookclosing", thing=closing.pk)
    assert (move.before, move.after, move.by_id, move.reason) == (
        "closed",
        "reopened",
        colleague.user,
        "a slip",
    )
    a_charge(account=account, amount_fen=100)
    again = closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    assert again.entries["charge"] == {"count": 2, "fen": 170100}
    assert BookClosing.objects.get(pk=closing.pk).sha256 != again.sha256


def test_only_the_last_month_is_opened_again(market, account, manager, colleague):
    a_month(account)
    march = closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    closings.close(market, month=APRIL, by=manager, at=IN_MAY)
    assert refused(closings.reopen, march, reason="x", by=colleague, at=IN_MAY)[0] == (
        "not_the_last_month"
    )


@pytest.mark.parametrize("role", ["cashier", "auditor", "checker"])
def test_who_keeps_the_till_does_not_close_the_books(market, account, role):
    a_month(account)
    assert refused(closings.close, market, month=MARCH, by=acting(role), at=IN_MAY)[0] == (
        "not_yours_to_do"
    )


def test_the_database_lets_nobody_edit_a_closing_or_leave_a_month_out(market, account, manager):
    a_month(account)
    closing = closings.close(market, month=MARCH, by=manager, at=IN_MAY)
    rows = BookClosing.objects.filter(pk=closing.pk)

    for offence in (
        lambda: rows.update(sha256="0" * 64),
        lambda: rows.update(state="reopened", totals={}),
        lambda: rows._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            offence()
    closing.pk, closing.starts_on, closing.until = None, date(2026, 5, 1), date(2026, 5, 31)
    with pytest.raises(IntegrityError, match="begins on 2026-04-01"), transaction.atomic():
        closing.save(force_insert=True)


def test_a_closing_waits_for_who_is_writing_in_the_books(real_transactions):
    market = a_market()
    account = an_account(market=market)
    a_charge(account=account, item=FeeItem.objects.get(code="deposit"))
    manager = acting("manager", user=a_user())

    with transaction.atomic():
        a_charge(account=account, item=FeeItem.objects.get(code="deposit"), amount_fen=1)
        closing = Runner(lambda: closings.close(market, month=MARCH, by=manager, at=IN_MAY))
        until_somebody_waits()

    assert closing.result().entries["charge"] == {"count": 2, "fen": 170001}


def test_who_writes_while_a_month_is_being_closed_is_refused(real_transactions):
    market = a_market()
    account = an_account(market=market)
    a_charge(account=account)

    with transaction.atomic():
        closings.close(market, month=MARCH, by=acting("manager", user=a_user()), at=IN_MAY)
        late = Runner(lambda: a_payment(account=account, amount_fen=100))
        until_somebody_waits()

    assert isinstance(late.result(), IntegrityError)
    assert not Payment.objects.exists()
