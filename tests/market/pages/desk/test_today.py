"""Today's list: what went wrong first, each line leading to where it is dealt with."""

import pytest

from market.core.waiting import Waiting
from market.pages.desk.today import waiting_for
from market.queries.desk import waiting
from tests.builders import a_permit, acting
from tests.market.pages.desk.conftest import ON_MONDAY, a_notice

pytestmark = pytest.mark.django_db


def lines(market, role="owner"):
    found = waiting(acting(role, market=market), ON_MONDAY)
    return {line.key: (line.count, line.urgent) for line in found}


def test_the_ground_says_what_waits(market, place):
    a_notice(vendor=place.vendor, market=market, state="failed")
    a_notice(vendor=place.vendor, market=market, state="unknown")
    a_permit(vendor=place.vendor, expires_on=ON_MONDAY)
    a_permit(vendor=place.vendor, expires_on=ON_MONDAY.replace(month=2))
    assert lines(market) == {
        "notices-failed": (1, True),
        "notices-unknown": (1, True),
        "permits-lapsed": (1, True),
        "permits-to-check": (1, False),
        "permits-expiring": (1, False),
        "arrears": (1, True),
    }


def test_nobody_is_told_of_what_they_do_not_see(market, place):
    assert set(lines(market, "checker")) == {"permits-to-check"}
    assert set(lines(market, "cashier")) == {"arrears"}


def test_urgent_things_come_first_and_empty_ones_not_at_all(settings):
    settings.DESK_WAITING = [f"{__name__}.of_one_app", f"{__name__}.of_another"]
    assert [line.key for line in waiting_for(acting(), ON_MONDAY)] == ["b", "a", "c"]


def of_one_app(actor, on):
    return [Waiting("a", 1, "{count}", "desk"), Waiting("none", 0, "{count}", "desk")]


def of_another(actor, on):
    return [Waiting("b", 1, "{count}", "desk", urgent=True), Waiting("c", 1, "{count}", "desk")]


def test_every_line_leads_to_a_page_that_is_there(market, place, at_the_desk):
    client = at_the_desk("owner")
    urls = [line["url"] for line in client.get("/desk/").context["waiting"]]
    assert urls == ["/desk/money/?standing=overdue", "/desk/papers/?condition=submitted"]
    assert {client.get(url).status_code for url in urls} == {200}


def test_a_day_without_work_says_so(at_the_desk):
    assert b"All done" in at_the_desk("owner").get("/desk/").content
