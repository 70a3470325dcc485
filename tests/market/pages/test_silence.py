"""A vendor asks for silence, and hears again when they like."""

from datetime import date

import pytest
import time_machine

from tests.builders import AT, a_market, a_vendor, phone_of

pytestmark = pytest.mark.django_db


def test_a_vendor_asks_for_silence_on_the_phone_and_ends_it():
    vendor = a_vendor(market=a_market())
    client = phone_of(vendor)
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
