"""The books at the desk: months, closing, opening again, and what the accountant takes away."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from market.actions import closings
from market.core.actors import HOUSE
from market.core.periods import month_of
from market.models import BookClosing, Charge, FeeItem, LedgerAccount, MethodAccount
from tests.builders import a_charge, a_market
from tests.market.pages.desk.conftest import furnish

pytestmark = pytest.mark.django_db

IN_MAY = datetime(2026, 5, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def march(market, place):
    return f"/desk/money/books/{market.pk}/2026-03/"


def closed(market):
    return closings.close(market, month=month_of(date(2026, 3, 1)), by=HOUSE, at=IN_MAY)


def test_the_months_begin_with_the_first_entry(market, place, at_the_desk):
    months = at_the_desk("auditor").get("/desk/money/books/").context["months"]
    first = months[-1]
    assert (f"{first.month.start:%Y-%m}", first.charged_fen, first.received_fen, first.state) == (
        "2026-03",
        170000,
        50000,
        "open",
    )
    assert [line.next_to_close for line in months] == [False] * (len(months) - 1) + [True]


def test_every_balance_is_recomputed_by_a_button(market, place, at_the_desk):
    client = at_the_desk("auditor")
    assert client.get("/desk/money/books/").context["checked_at"] is None
    page = client.get("/desk/money/books/?recompute=1")
    assert "Recomputed from the entries just now: 0 differences" in page.content.decode()


def test_a_difference_is_named(market, place, at_the_desk, monkeypatch):
    FeeItem.objects.filter(code="rent").update(account_code="9999")
    page = at_the_desk("auditor").get("/desk/money/books/?recompute=1").content.decode()
    assert "Differences: 1<" in page
    assert "A fee item without an account of the chart" in page


def test_a_month_is_closed_and_a_colleague_opens_it_again(market, march, at_the_desk):
    manager, colleague = at_the_desk("manager"), at_the_desk("manager")
    page = manager.post(f"{march}close/", follow=True)
    assert [str(said) for said in page.context["messages"]] == ["The books of 2026-03 are closed."]
    assert (page.context["may_reopen"], page.context["needs_a_second"]) == (False, True)
    assert colleague.get(march).context["may_reopen"]

    assert colleague.post(f"{march}reopen/", {"reason": ""}).status_code == 422
    page = colleague.post(f"{march}reopen/", {"reason": "a slip"}, follow=True)
    assert BookClosing.objects.get().state == "reopened"
    assert page.context["may_close"]
    [told] = page.context["history"]
    assert [move["why"] for move in told["moves"]] == ["a slip"]


def test_a_month_out_of_turn_says_which_comes_first(market, march, at_the_desk):
    page = at_the_desk("manager").post(march.replace("2026-03", "2026-04") + "close/", follow=True)
    assert [str(said) for said in page.context["messages"]] == [
        "Months are closed one after the other. Close 2026-03 first."
    ]


def test_the_trial_balance_of_a_month(march, at_the_desk):
    balance = at_the_desk("auditor").get(march).context["balance"]
    assert [(line.code, line.closing_fen) for line in balance.lines] == [
        ("1002", 50000),
        ("1122", 120000),
        ("2203", 0),
        ("5001", -170000),
    ]


def test_a_closed_month_keeps_its_trial_balance_whatever_the_chart_says_later(
    market, march, at_the_desk
):
    closed(market)
    FeeItem.objects.update(account_code="5301")
    balance = at_the_desk("auditor").get(march).context["balance"]
    assert "5301" not in [line.code for line in balance.lines]


@pytest.mark.parametrize(("how", "encoding"), [("csv", "utf-8-sig"), ("gb18030", "gb18030")])
def test_the_journal_as_a_file_keeps_rare_names(march, place, at_the_desk, how, encoding):
    answer = at_the_desk("auditor").get(f"{march}journal/?as={how}")
    text = b"".join(answer.streaming_content).decode(encoding)
    assert text.splitlines()[0].startswith("凭证号,日期,摘要,科目编码")
    assert place.vendor.name in text
    assert "蔄" in place.vendor.name


def test_the_journal_as_a_workbook_has_figures_and_runs_nothing(march, place, at_the_desk):
    place.vendor.name = '=HYPERLINK("http://x","蔄")'
    place.vendor.save()
    answer = at_the_desk("auditor").get(f"{march}journal/?as=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "凭证号"
    assert rows[1][3:6] == ("1122", "应收账款", 1700)
    assert rows[1][7] == '\'=HYPERLINK("http://x","蔄")'


@pytest.mark.parametrize("month", ["2020-01", "2090-01"])
def test_a_month_without_books_is_not_found(market, march, at_the_desk, month):
    assert at_the_desk("owner").get(march.replace("2026-03", month)).status_code == 404


@pytest.mark.parametrize("path", ["", "journal/"])
def test_the_books_of_another_market_are_not_found(march, at_the_desk, path):
    assert at_the_desk("owner", market=a_market()).get(march + path).status_code == 404


@pytest.mark.parametrize("role", ["cashier", "auditor"])
def test_who_only_reads_the_books_does_not_close_them(march, at_the_desk, role):
    client = at_the_desk(role)
    assert not client.get(march).context["may_close"]
    assert client.post(f"{march}close/").status_code == 403


def test_a_checker_finds_no_books(market, march, at_the_desk):
    assert at_the_desk("checker").get("/desk/money/books/").context["markets"] == []
    assert at_the_desk("checker").get(march).status_code == 404


def test_a_month_takes_the_same_queries_for_one_entry_and_for_three(
    market, march, at_the_desk, django_assert_max_num_queries
):
    client = at_the_desk("owner")
    client.get(march)
    before = Charge.objects.count()
    with django_assert_max_num_queries(40) as of_one:
        client.get(march)
    furnish(market)
    furnish(market)
    assert Charge.objects.count() > before
    with django_assert_max_num_queries(len(of_one)):
        client.get(march)


def test_an_account_is_added_to_the_chart_and_items_are_booked_on_it(market, place, at_the_desk):
    client = at_the_desk("manager")
    told = {"code": "505101", "name": "水电费", "name_en": "Utilities", "grows_on": "credit"}
    client.post("/desk/money/books/chart/account/", told)
    assert LedgerAccount.objects.get(code="505101").name == "水电费"

    form = client.get("/desk/money/books/chart/").context["places_form"]
    places = {name: form[name].value() for name in form.fields}
    client.post(
        "/desk/money/books/chart/places/",
        {**places, "item-water": "505101", "method-other": "1001"},
    )
    assert FeeItem.objects.get(code="water").account_code == "505101"
    assert MethodAccount.objects.get(method="other").account.code == "1001"


def test_a_code_that_is_none_is_said_at_its_field(market, place, at_the_desk):
    told = {"code": "cash", "name": "x", "grows_on": "debit"}
    page = at_the_desk("manager").post("/desk/money/books/chart/account/", told)
    assert (page.status_code, list(page.context["account_form"].errors)) == (422, ["code"])


def test_who_works_at_one_of_two_markets_does_not_change_the_chart_of_both(
    market, place, at_the_desk
):
    a_market()
    client = at_the_desk("owner")
    assert not client.get("/desk/money/books/chart/").context["may_edit"]
    told = {"code": "1003", "name": "x", "grows_on": "debit"}
    assert client.post("/desk/money/books/chart/account/", told).status_code == 403


def test_a_charge_booked_later_does_not_change_what_was_closed(market, march, place, at_the_desk):
    client = at_the_desk("auditor")
    closed(market)
    before = b"".join(client.get(f"{march}journal/").streaming_content)
    a_charge(account=place.account, charged_at=IN_MAY)
    assert b"".join(client.get(f"{march}journal/").streaming_content) == before
