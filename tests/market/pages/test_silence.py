"""A vendor asks for silence, and hears again when they like."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from market.models import Member
from tests.builders import AT, a_market, a_user, a_vendor

pytestmark = pytest.mark.django_db


def test_a_vendor_asks_for_silence_on_the_phone_and_ends_it():
    vendor, user = a_vendor(market=a_market()), a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    client = Client()
    client.force_login(user)
    with time_machine.travel(AT, tick=False):
        client.post("/me/messages/silence/", {"until": "2026-03-20"})
        vendor.refresh_from_db()
        assert vendor.silent_until == date(2026, 3, 20)
        page = client.get("/me/messages/wishes/").content.decode()
        assert "we say nothing but what you must know by law" in page
        client.post("/me/messages/silence/", {"end": "1"})
        vendor.refresh_from_db()
        assert vendor.silent_until is None
        late = client.post("/me/messages/silence/", {"until": "2030-01-01"}, follow=True)
    assert "at most a year ahead" in late.content.decode()
