"""A manager writes down what the market asks; others read it."""

import pytest

from leasing.models import ListPrice
from market import clock
from tests.builders import a_market, an_operator

pytestmark = pytest.mark.django_db
PAGE = "/desk/leases/prices/"


def told(market, **given):
    return {
        "market": market.pk,
        "kind": "stall",
        "from_day": clock.today().isoformat(),
        "rent_fen": "1,200",
        "sanitation_fen": "",
        "deposit_months": "2",
        "interval_months": "3",
        **given,
    }


def test_a_manager_writes_it_down_and_another_for_that_day_takes_its_place(client):
    market = a_market()
    client.force_login(an_operator("manager", market=market))
    assert client.post(PAGE, told(market)).status_code == 302
    assert client.post(PAGE, told(market, rent_fen="")).status_code == 302
    price = ListPrice.objects.get()
    assert (price.rent_fen, price.sanitation_fen, price.deposit_months) == (None, 0, 2)
    assert "List prices" in client.get(PAGE, headers={"Accept-Language": "en"}).content.decode()


def test_who_may_not_reads_it_without_a_form(client):
    market = a_market()
    client.force_login(an_operator("auditor", market=market))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert b'name="deposit_months"' not in page.content
    assert client.post(PAGE, told(market)).status_code == 403
    assert not ListPrice.objects.exists()
