"""Who comes in at the desk, what they find there, and what they may press."""

import pytest
from django.test import Client

from tests.builders import a_market, a_user
from tests.market.pages.desk.conftest import furnish

pytestmark = pytest.mark.django_db

LISTS = (
    "/desk/",
    "/desk/journal/",
    "/desk/plan/",
    "/desk/money/",
    "/desk/money/charges/",
    "/desk/money/payments/",
    "/desk/money/books/",
    "/desk/money/books/chart/",
    "/desk/papers/",
    "/desk/vendors/",
    "/desk/messages/",
    "/desk/reports/",
)
DETAILS = {
    "pitch": "/desk/plan/{}/",
    "account": "/desk/money/{}/",
    "permit": "/desk/papers/{}/",
    "vendor": "/desk/vendors/{}/",
    "notice": "/desk/messages/{}/",
}
DEEDS = {
    "/desk/money/{account}/record/": {
        "amount": "1",
        "method": "cash",
        "received_on": "2026-03-01",
        "once": "0b8a3b4e-6a3e-4f43-9f2d-2f8a3f1c9f11",
    },
    "/desk/money/payments/{payment}/reverse/": {"reason": "typed wrong"},
    "/desk/money/payments/{payment}/issue/": {},
    "/desk/papers/{permit}/accept/": {"number": "1", "expires_on": "2090-01-01"},
    "/desk/papers/{permit}/return/": {"faults": "the back is missing"},
    "/desk/papers/{permit}/refuse/": {"reason": "not this market's"},
    "/desk/papers/{permit}/revoke/": {"reason": "withdrawn"},
    "/desk/vendors/{vendor}/reveal/": {"reason": "asked by the police"},
    "/desk/workers/{worker}/reveal/": {"reason": "asked by the police"},
}


def filled(url, place):
    return url.format(**{name: thing.pk for name, thing in vars(place).items()})


@pytest.mark.parametrize("url", LISTS)
def test_strangers_are_sent_to_log_in(url):
    answer = Client().get(url)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("url", LISTS)
def test_who_holds_no_role_finds_nothing(url):
    client = Client()
    client.force_login(a_user())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("role", ["owner", "manager", "cashier", "checker", "steward", "auditor"])
@pytest.mark.parametrize("url", LISTS)
def test_everybody_who_works_here_is_let_in(url, role, place, at_the_desk):
    assert at_the_desk(role).get(url).status_code == 200


@pytest.mark.parametrize("name", DETAILS)
def test_a_thing_has_its_page(name, place, at_the_desk):
    url = DETAILS[name].format(getattr(place, name).pk)
    assert at_the_desk("owner").get(url).status_code == 200


@pytest.mark.parametrize("name", DETAILS)
def test_the_things_of_another_market_are_not_found(name, place, at_the_desk):
    elsewhere = at_the_desk("owner", market=a_market())
    assert elsewhere.get(DETAILS[name].format(getattr(place, name).pk)).status_code == 404


@pytest.mark.parametrize("url", DEEDS)
def test_nothing_is_done_to_the_things_of_another_market(url, place, at_the_desk):
    elsewhere = at_the_desk("owner", market=a_market())
    assert elsewhere.post(filled(url, place), DEEDS[url]).status_code == 404


@pytest.mark.parametrize("url", DEEDS)
def test_an_auditor_who_presses_a_button_all_the_same_is_refused(url, place, at_the_desk):
    assert at_the_desk("auditor").post(filled(url, place), DEEDS[url]).status_code == 403


@pytest.mark.parametrize("url", DEEDS)
def test_who_only_visits_a_button_is_led_to_what_it_is_about(url, place, at_the_desk):
    client, address = at_the_desk("owner"), filled(url, place)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (
        302,
        address.rpartition("/")[0].rpartition("/")[0] + "/",
    )
    assert client.get(answer.url, follow=True).status_code == 200


@pytest.mark.parametrize("name", DETAILS)
def test_an_auditor_sees_no_button_that_changes_anything(name, place, at_the_desk):
    page = at_the_desk("auditor").get(DETAILS[name].format(getattr(place, name).pk))
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in main


def test_a_post_without_the_token_of_the_page_changes_nothing(place, market, at_the_desk):
    client = at_the_desk("cashier")
    client.handler.enforce_csrf_checks = True
    answer = client.post(
        f"/desk/money/{place.account.pk}/record/", DEEDS["/desk/money/{account}/record/"]
    )
    assert answer.status_code == 403


def test_a_list_holds_ones_own_market_only(place, at_the_desk):
    furnish(a_market())
    page = at_the_desk("owner").get("/desk/money/")
    assert [row.thing for row in page.context["table"].rows] == [place.account]


def test_what_is_private_is_not_kept_by_the_browser(place, at_the_desk):
    assert "no-store" in at_the_desk().get("/desk/vendors/").headers["Cache-Control"]
