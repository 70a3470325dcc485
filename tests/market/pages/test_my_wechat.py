"""A vendor connects their WeChat: from the page in the browser to a message that goes there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from market.models import Contact
from tests.builders import AT, a_vendor, phone_of
from tests.market.channels import provider as plays

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    with plays.Provider() as running:
        settings.PROVIDERS = {
            "wechat": {"url": running.address, "app": "wx1", "secret": plays.APP_SECRET}
        }
        settings.PUBLIC_URL = "https://market.example"
        yield running


@pytest.fixture
def vendor():
    return a_vendor(phone="13800001234", name="蔄记海鲜")


def browser():
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def at_home(vendor):
    return phone_of(vendor)


def link_of(client):
    page = client.get("/me/messages/wechat/")
    return urlsplit(page.context["address"]).path


def asked(phone, link):
    """What WeChat is asked after a yes: its query."""
    answer = phone.post(link)
    there = urlsplit(answer["Location"])
    assert (answer.status_code, there.path) == (302, "/connect/oauth2/authorize")
    return {name: value for name, (value,) in parse_qs(there.query).items()}


def test_scanned_in_wechat_and_agreed_to_the_reader_is_reached_there(provider, at_home, vendor):
    phone = browser()
    link = link_of(at_home)

    page = phone.get(link)
    assert f"form-action 'self' {provider.address};" in page.headers["Content-Security-Policy"]
    said = page.content.decode()
    assert ("蔄记海鲜" in said, "13800001234" in said) == (True, False)
    told = asked(phone, link)
    assert told["redirect_uri"] == "https://market.example/wechat/back/"
    assert told["scope"] == "snsapi_base"
    assert re.fullmatch("[a-zA-Z0-9]{1,128}", told["state"])

    answer = phone.get("/wechat/back/", {"code": "code-openid7", "state": told["state"]})
    assert answer.status_code == 200
    contact = Contact.objects.get()
    assert (contact.vendor, contact.channel, contact.address) == (vendor, "wechat", "openid7")
    assert "is connected" in at_home.get("/me/messages/wechat/").content.decode()


def test_nothing_is_connected_without_a_yes(provider, at_home):
    browser().get(link_of(at_home))
    assert not Contact.objects.exists()


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(provider, at_home):
    phone, other = browser(), browser()
    told = asked(phone, link_of(at_home))
    foreign = asked(other, link_of(at_home))

    for client, state in ((browser(), told["state"]), (phone, foreign["state"]), (phone, "")):
        answer = client.get("/wechat/back/", {"code": "code-openid7", "state": state})
        assert answer.status_code == 422
    assert not Contact.objects.exists()
    assert provider.asked["code-openid7"] == 0


def test_an_answer_is_heard_once(provider, at_home):
    phone = browser()
    told = asked(phone, link_of(at_home))
    given = {"code": "code-openid7", "state": told["state"]}
    assert phone.get("/wechat/back/", given).status_code == 200
    assert phone.get("/wechat/back/", given).status_code == 422


@pytest.mark.parametrize("code", ["made-up", ""])
def test_where_wechat_does_not_say_who_it_is_nothing_is_connected(provider, at_home, code):
    phone = browser()
    told = asked(phone, link_of(at_home))
    answer = phone.get("/wechat/back/", {"code": code, "state": told["state"]})
    assert answer.status_code in (409, 422)
    assert not Contact.objects.exists()


def test_a_link_is_good_for_ten_minutes_and_cannot_be_made_up(provider, at_home):
    with time_machine.travel(AT, tick=False) as clock:
        link = link_of(at_home)
        clock.shift(599)
        assert browser().get(link).status_code == 200
        clock.shift(2)
        assert browser().get(link).status_code == 422
    assert browser().get(f"{link[:-2]}x/").status_code == 422


def test_disconnected_it_is_forgotten(provider, at_home, vendor):
    Contact.objects.create(vendor=vendor, channel="wechat", address="openid7", noted_at=AT)
    at_home.post("/me/messages/wechat/")
    assert not Contact.objects.exists()


def test_without_a_service_account_it_is_not_offered(at_home, settings):
    settings.PROVIDERS = {}
    assert "/me/messages/wechat/" not in at_home.get("/me/messages/wishes/").content.decode()
    assert at_home.get("/me/messages/wechat/").status_code == 404


def test_who_acts_for_no_vendor_is_led_to_the_way_in(provider):
    assert browser().get("/me/messages/wechat/")["Location"].startswith("/enter/")
