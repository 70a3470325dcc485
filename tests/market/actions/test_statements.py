"""Statements come in once, and every line of them is booked once at most."""

from datetime import date

import pytest

from market.actions import payers, payments, statement_lines, statements
from market.core.actors import HOUSE
from market.core.refusals import Forbidden
from market.core.statements import read_statement
from market.models import (
    Charge,
    LineBooking,
    Move,
    PayerLink,
    Payment,
    Statement,
    StatementLine,
)
from market.queries.layouts import shipped
from tests.builders import AT, a_charge, a_market, a_vendor, acting, an_account
from tests.market.core.statements import samples
from tests.market.statements import a_file, a_line, a_row, brought
from tests.refused import refused

pytestmark = pytest.mark.django_db
Share = statement_lines.Share


def turned_down(code, act):
    assert refused(act)[0] == code


@pytest.fixture
def market():
    return a_market(code="here")


@pytest.fixture
def account(market):
    """王小蔄's, who owes 1700.00."""
    account = an_account(vendor=a_vendor(name="蔄记海鲜", contact="王小蔄"), market=market)
    a_charge(account=account, due_on=date(2026, 3, 1))
    return account


def book(line, *shares, by=HOUSE):
    return statement_lines.book(line, [Share(*each) for each in shares], by=by, at=AT)


def lines():
    return list(StatementLine.objects.order_by("pk").values())


def test_a_line_that_is_surely_somebodys_says_so_and_books_nothing(market, account):
    line = a_line(market)
    assert (line.state, line.confidence, line.about) == ("new", "sure", [account.pk])
    assert line.proposals[0]["parts"] == [[account.pk, 170000]]
    assert (line.key, line.statement.layout) == ("bank/20260302-77", "bank-two-columns")
    assert not Payment.objects.exists()


def test_the_payers_account_is_kept_masked_and_as_a_print(market):
    line = a_line(market)
    assert (line.account_masked, len(line.account_print)) == ("***************0011", 64)
    row = StatementLine.objects.filter(pk=line.pk).values().get()
    assert "6217000000000000011" not in str(row)


def test_the_same_file_again_changes_nothing(market):
    content = a_file(a_row(), a_row(reference="20260302-78"))
    first, before = brought(market, content), lines()
    again = brought(market, content)
    assert (first.new, again.new, again.again) == (2, 0, True)
    assert again.statement == first.statement
    assert lines() == before


def test_an_overlapping_export_brings_only_what_is_new(market):
    brought(market, a_file(a_row(), a_row(reference="")))
    before = lines()
    longer = brought(
        market, a_file(a_row(on="2026-03-01", reference=""), a_row(), a_row(reference=""))
    )
    assert (longer.new, longer.known) == (1, 2)
    assert lines()[:2] == before


def test_two_lines_just_alike_without_a_reference_are_two_in_every_export(market):
    twice = a_file(a_row(reference=""), a_row(reference=""))
    assert brought(market, twice).new == 2
    assert brought(market, twice + b"\n").new == 0


def test_a_reference_that_a_bank_uses_twice_is_told_apart_in_any_order(market):
    one, other = a_row(), a_row(name="于镕", came="5.00")
    assert brought(market, a_file(one)).new == 1
    assert brought(market, a_file(other, one)).new == 1
    assert brought(market, a_file(other)).new == 0
    assert StatementLine.objects.filter(key="bank/20260302-77").get().name == "王小蔄"


@pytest.mark.parametrize(
    "content",
    [
        samples.WECHAT_MERCHANT,
        samples.WECHAT_PERSONAL,
        samples.ALIPAY_MERCHANT,
        samples.ALIPAY_PERSONAL,
        samples.CCB,
        samples.ABC,
        samples.PSBC,
        samples.icbc(),
        samples.TWO_COLUMNS,
        samples.ONE_AMOUNT,
    ],
)
def test_every_row_of_every_format_lands_or_is_told(market, content):
    done = brought(market, content)
    reading = read_statement(content, shipped())
    told = {fault["line"] for fault in done.statement.faults if fault["line"]}
    read = {row.line for row in reading.rows if not row.skipped}
    assert {row["position"] for row in lines()} | told >= read
    assert done.new == len(lines()) > 0


def test_money_that_went_out_is_kept_and_never_proposed(market, account):
    line = a_line(market, came="", went="1700.00")
    assert (line.direction, line.state, line.proposals, line.confidence) == ("out", "new", [], "")
    turned_down("not_incoming", lambda: book(line, (account, 170000)))


def test_booking_a_line_pays_the_bill_and_the_line_knows_its_payment(market, account):
    line = a_line(market)
    [payment] = book(line, (account, 170000))
    line.refresh_from_db()
    assert (payment.key, payment.method, payment.payer) == ("bank/20260302-77", "bank", "王小蔄")
    assert payment.received_on == date(2026, 3, 2)
    assert Charge.objects.get().open_fen == 0
    assert line.state == "booked"
    assert list(line.bookings.values_list("payment_id", "tied")) == [(payment.pk, False)]
    assert list(Move.objects.values_list("name", "before", "after")) == [("book", "new", "booked")]


def test_pressing_twice_is_one_payment_and_another_vendor_is_too_late(market, account):
    line, other = a_line(market), an_account(market=market)
    assert book(line, (account, 170000)) == book(line, (account, 170000))
    turned_down("not_now", lambda: book(line, (other, 170000)))
    assert Payment.objects.count() == 1


def test_a_line_may_be_several_vendors(market, account):
    line, other = a_line(market), an_account(market=market)
    booked = book(line, (account, 100000), (other, 70000))
    assert {(each.key, each.account_id, each.amount_fen) for each in booked} == {
        ("bank/20260302-77/1", account.pk, 100000),
        ("bank/20260302-77/2", other.pk, 70000),
    }


@pytest.mark.parametrize("fens", [(170001,), (100000, 60000), (170000, 0), (85000, 85000)])
def test_parts_that_are_not_the_line_are_refused(market, account, fens):
    line, other = a_line(market), an_account(market=market)
    accounts = [account, account] if fens == (85000, 85000) else [account, other]
    shares = list(zip(accounts, fens, strict=False))
    turned_down("shares_differ", lambda: book(line, *shares))
    assert (Payment.objects.count(), StatementLine.objects.get().state) == (0, "new")


def test_a_vendor_of_another_market_is_refused(market):
    line = a_line(market)
    turned_down("other_market", lambda: book(line, (an_account(), 170000)))


def test_who_has_paid_before_is_known_by_the_account_until_that_is_forgotten(market, account):
    stranger = {"name": "李大姐", "came": "99.00"}
    book(a_line(market, **stranger), (account, 9900))
    link = PayerLink.objects.get()
    again = a_line(market, **stranger, reference="20260302-90")
    assert again.proposals[0]["reasons"][0][0] == "remembered"
    payers.forget(link, by=HOUSE)
    again.refresh_from_db()
    assert (again.proposals[0]["reasons"][0][0], PayerLink.objects.count()) == ("paid_before", 0)


def test_a_booking_taken_back_is_no_memory_of_the_payer(market, account):
    line = a_line(market, name="李大姐", came="99.00")
    book(line, (account, 9900))
    statement_lines.unbook(line, reason="wrong vendor", by=HOUSE, at=AT)
    line.refresh_from_db()
    assert (line.proposals, PayerLink.objects.count()) == ([], 0)


def test_unbooking_reverses_the_payment_and_the_line_may_be_booked_anew(market, account):
    line, other = a_line(market), an_account(market=market)
    book(line, (account, 170000))
    statement_lines.unbook(line, reason="wrong vendor", by=HOUSE, at=AT)
    line.refresh_from_db()
    assert (line.state, Charge.objects.get().open_fen) == ("new", 170000)
    [payment] = book(line, (other, 170000))
    assert (payment.key, payment.account) == ("bank/20260302-77/1", other)
    standing = line.bookings.filter(undone_at__isnull=True)
    assert [each.payment for each in standing] == [payment]
    turned_down(
        "not_now",
        lambda: [
            statement_lines.unbook(line, reason="r", by=HOUSE, at=AT),
            statement_lines.unbook(line, reason="r", by=HOUSE, at=AT),
        ],
    )


def typed(account, key="bank/20260302-77", amount_fen=170000):
    return payments.record(
        account,
        key=key,
        amount_fen=amount_fen,
        method="bank",
        received_on=date(2026, 3, 2),
        by=HOUSE,
        at=AT,
    )


def test_a_reference_that_the_till_has_booked_is_tied_and_never_booked_again(market, account):
    payment = typed(account)
    line = a_line(market)
    assert (line.confidence, line.proposals[0]["payment"]) == ("sure", payment.pk)
    turned_down("in_the_books", lambda: book(line, (account, 170000)))
    assert statement_lines.accept(line, 0, by=HOUSE, at=AT) == [payment]
    assert (Payment.objects.count(), LineBooking.objects.get().tied) == (1, True)
    statement_lines.unbook(line, reason="no", by=HOUSE, at=AT)
    assert not Payment.objects.filter(reverses=payment).exists()


def test_a_payment_typed_in_without_the_reference_is_proposed_to_be_tied(market, account):
    payment = typed(account, key="desk/1")
    line = a_line(market)
    assert (line.confidence, line.proposals[0]["payment"]) == ("likely", payment.pk)


def test_one_payment_stands_behind_one_line(market, account):
    payment = typed(account, key="desk/1")
    one, other = a_line(market), a_line(market, reference="20260302-78")
    statement_lines.tie(one, payment, by=HOUSE, at=AT)
    turned_down("payment_tied", lambda: statement_lines.tie(other, payment, by=HOUSE, at=AT))


def test_after_a_booking_the_other_lines_of_that_vendor_are_looked_at_anew(market, account):
    one, other = a_line(market), a_line(market, reference="20260302-78")
    book(one, (account, 170000))
    other.refresh_from_db()
    codes = [code for code, _ in other.proposals[0]["reasons"]]
    assert (other.confidence, codes[-1]) == ("likely", "owes_nothing")


def test_all_that_are_sure_are_booked_but_one_account_is_paid_once(market, account):
    a_line(market)
    a_line(market, reference="20260302-78")
    a_line(market, name="路人", came="5.00", reference="20260302-79", account="")
    done = statement_lines.book_sure(
        StatementLine.objects.select_related("statement", "market").order_by("pk"),
        by=HOUSE,
        at=AT,
    )
    assert [line.reference for line in done] == ["20260302-77"]
    assert [row["state"] for row in lines()] == ["booked", "new", "new"]


def test_ignored_with_a_reason_parked_and_taken_up_again(market):
    line = a_line(market)
    statement_lines.park(line, reason="ask her", by=HOUSE, at=AT)
    statement_lines.ignore(line, reason="our own money", by=HOUSE, at=AT)
    assert (line.state, line.note) == ("ignored", "our own money")
    statement_lines.reopen(line, by=HOUSE, at=AT)
    assert (line.state, line.note) == ("new", "")


@pytest.mark.parametrize("role", ["checker", "steward", "auditor"])
def test_others_than_managers_and_cashiers_bring_and_book_nothing(market, account, role):
    by = acting(role, market=market)
    line = a_line(market)
    with pytest.raises(Forbidden):
        book(line, (account, 170000), by=by)
    with pytest.raises(Forbidden):
        brought(market, a_file(a_row()), by=by)


def test_a_layout_that_nobody_knows_is_taught_once(market):
    content = "何时,几多,谁\n2026-03-02,5.00,王小蔄\n".encode()
    turned_down("unknown_layout", lambda: brought(market, content))
    told = {
        "method": "bank",
        "needs": ["何时", "几多", "谁"],
        "columns": {"booked_at": ["何时"], "amount": ["几多"], "name": ["谁"]},
    }
    taught = statements.teach(market, "村镇银行", told, by=HOUSE, at=AT)
    assert str(taught) == "村镇银行"
    assert Statement.objects.count() == 0
