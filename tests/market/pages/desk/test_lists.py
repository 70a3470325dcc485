"""Lists: a fixed number of queries, order and page in the address, and the same as a spreadsheet."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from market.actions import charges
from market.core.actors import HOUSE
from tests.builders import AT, a_charge, a_vendor
from tests.market.pages.desk.conftest import furnish, paid

pytestmark = pytest.mark.django_db

LISTS = (
    "/desk/",
    "/desk/journal/",
    "/desk/money/",
    "/desk/money/charges/",
    "/desk/money/payments/",
    "/desk/money/books/",
    "/desk/money/books/chart/",
    "/desk/papers/",
    "/desk/vendors/",
    "/desk/messages/",
    "/desk/reports/",
    "/desk/plan/",
)


@pytest.mark.parametrize("url", LISTS)
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(
    url, market, at_the_desk, django_assert_max_num_queries
):
    client = at_the_desk("owner")
    furnish(market)
    client.get(url)
    with CaptureQueriesContext(connection) as of_one:
        assert client.get(url).status_code == 200
    furnish(market)
    furnish(market)
    with django_assert_max_num_queries(len(of_one)):
        assert client.get(url).status_code == 200


def test_an_account_takes_the_same_queries_for_one_line_and_for_three(
    place, at_the_desk, django_assert_max_num_queries
):
    client, url = at_the_desk("owner"), f"/desk/money/{place.account.pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as of_one:
        client.get(url)
    for number in range(2):
        paid(place.account, f"bank/{number + 10}")
        charge = a_charge(account=place.account, due_on=date(2026, 5, 1))
        charges.reverse(charge, amount_fen=100, key=f"{number}", reason="a day", by=HOUSE, at=AT)
    with django_assert_max_num_queries(len(of_one)):
        client.get(url)


def test_the_address_says_the_order(market, at_the_desk):
    names = ["甲", "乙", "丙"]
    for place, name in enumerate(names):
        a_vendor(market=market, name=name, name_key=f"{place}")
    client = at_the_desk("owner")

    def order(query):
        page = client.get(f"/desk/vendors/{query}")
        return [row.thing.name for row in page.context["table"].rows]

    assert order("") == names
    assert order("?sort=-name") == names[::-1]
    assert order("?sort=password") == names


def test_a_long_list_goes_on_over_pages(market, at_the_desk):
    for place in range(51):
        a_vendor(market=market, name_key=f"{place:03}")
    page = at_the_desk("owner").get("/desk/vendors/?page=2")
    assert [row.thing.name_key for row in page.context["table"].rows] == ["050"]


def test_a_condition_is_shown_and_leads_to_the_list_without_it(market, place, at_the_desk):
    page = at_the_desk("owner").get("/desk/money/?standing=overdue&sort=-open")
    [chip] = page.context["filters"].chips
    assert (chip.label, chip.url) == ("Something overdue", "?sort=-open")
    assert [row.thing for row in page.context["table"].rows] == [place.account]


def test_a_condition_that_cannot_be_read_is_left_out(market, place, at_the_desk):
    page = at_the_desk("owner").get("/desk/money/payments/?received_from=tomorrow&method=shells")
    assert page.context["filters"].chips == []
    assert [row.thing for row in page.context["table"].rows] == [place.payment]


def test_a_spreadsheet_holds_every_row_in_figures_that_add_up(market, place, at_the_desk):
    rows = exported(at_the_desk("owner").get("/desk/money/?export=csv"))
    assert rows == [
        ["Vendor", "Phone", "Overdue", "Since", "To pay in all", "Credit", "Last paid"],
        [place.vendor.name, "13800000001", "1200.00", "2026-01-10", "1200.00", "", "2026-02-01"],
    ]


def test_a_name_that_would_run_as_a_formula_does_not(market, at_the_desk):
    a_vendor(market=market, name='=HYPERLINK("http://x","蔄")')
    [_, row] = exported(at_the_desk("owner").get("/desk/vendors/?export=csv"))
    assert row[0] == '\'=HYPERLINK("http://x","蔄")'


def exported(answer):
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
