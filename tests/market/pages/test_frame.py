"""The frame of a vendor's pages leads to a vendor's pages only."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.builders import a_market, a_vendor, an_operator, phone_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [name for _, name, _ in settings.VENDOR_TABS])
def test_no_tab_of_a_vendor_leads_to_the_desk(name):
    page = phone_of(a_vendor()).get(reverse(name)).content.decode()
    led_to = set(re.findall(r'href="(/[^"#?]*)"', page))
    assert reverse("me_messages") in led_to
    assert [address for address in led_to if address.startswith("/desk")] == []


def test_beside_the_messages_is_how_one_is_told():
    page = phone_of(a_vendor()).get(reverse("me_messages")).content.decode()
    assert f'href="{reverse("me_wishes")}"' in page


def test_the_first_page_leads_to_the_desk_unless_a_vendor_reads_it(client):
    a_market()
    assert 'href="/desk/"' in client.get("/").content.decode()
    assert 'href="/desk/"' not in phone_of(a_vendor()).get("/").content.decode()
    client.force_login(an_operator())
    assert 'href="/desk/"' in client.get("/").content.decode()


def test_the_first_page_of_a_market_without_pitches_says_so(client):
    a_market()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "There is nothing on this plan yet." in answer.content.decode()
