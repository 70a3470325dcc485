"""Offers and wants: put up by vendors, read by everybody, a phone only where it was agreed to."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from market.actions import board
from market.models import BoardEntry, Move, Notice
from market.queries.board import standing
from tests.builders import AT, a_market, a_vendor, an_operator, as_vendor, phone_of
from tests.market.api.callers import a_stranger, in_a_browser, with_token
from tests.refused import refused

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 20)
PHONE = "13800000001"


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def place():
    market = a_market()
    vendor = a_vendor(market=market, phone=PHONE)
    return phone_of(vendor), vendor, market


def an_entry(vendor, market, **given):
    return board.post(
        vendor,
        market,
        **{
            "key": uuid.uuid4(),
            "kind": "offer",
            "category": "equipment",
            "text": "转让八成新冰柜",
            "until": UNTIL,
            "contact": False,
            "by": as_vendor(vendor),
            "at": AT,
            **given,
        },
    )


def test_what_is_put_up_is_read_by_everybody_until_its_last_day(place):
    phone, vendor, _market = place
    told = {
        "account": vendor.accounts.get().pk,
        "kind": "want",
        "category": "hands",
        "text": "周末招一个帮手",
        "until": "2026-03-20",
        "once": str(uuid.uuid4()),
    }
    phone.post("/me/board/", told)
    phone.post("/me/board/", told)
    entry = BoardEntry.objects.get()
    assert "周末招一个帮手" in Client().get("/board/?kind=want").content.decode()
    assert "周末招一个帮手" not in Client().get("/board/?kind=offer").content.decode()
    assert list(standing(on=UNTIL)) == [entry]
    assert list(standing(on=UNTIL + timedelta(days=1))) == []


def test_the_phone_is_shown_only_as_long_as_the_vendor_agrees(place):
    phone, vendor, market = place
    entry = an_entry(vendor, market)
    assert PHONE not in Client().get("/board/").content.decode()
    phone.post(f"/me/board/{entry.pk}/contact/", {"shown": "1"})
    assert PHONE in Client().get("/board/").content.decode()
    phone.post(f"/me/board/{entry.pk}/contact/", {"shown": "0"})
    assert PHONE not in Client().get("/board/").content.decode()
    names = Move.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["post", "show_contact", "hide_contact"]


def test_an_operator_takes_an_entry_down_and_says_why(place):
    phone, vendor, market = place
    entry = an_entry(vendor, market)
    desk = Client()
    desk.force_login(an_operator("steward", market=market))
    desk.post(f"/desk/messages/board/{entry.pk}/take-down/", {"reason": "活禽不能发"})
    entry.refresh_from_db()
    assert (entry.state, entry.why) == ("taken_down", "活禽不能发")
    assert "活禽不能发" in Notice.objects.get().body
    assert "转让" not in Client().get("/board/").content.decode()
    assert "活禽不能发" in phone.get("/me/board/").content.decode()


def test_what_cannot_be_is_not_put_up(place):
    _, vendor, market = place
    assert refused(an_entry, vendor, market, until=date(2026, 3, 1))[0] == "bad_until"
    assert refused(an_entry, vendor, market, until=date(2026, 7, 1))[0] == "bad_until"
    assert refused(an_entry, vendor, market, text="  ")[0] == "missing_text"
    assert refused(an_entry, vendor, a_market())[0] == "other_market"
    other = as_vendor(a_vendor())
    assert refused(an_entry, vendor, market, by=other)[0] == "not_yours_to_do"


def test_over_the_api_anybody_reads_and_only_the_vendor_takes_it_off(place):
    _, vendor, market = place
    api = with_token(vendor.members.get().user)
    told = {
        "market": market.pk,
        "vendor": vendor.pk,
        "kind": "offer",
        "category": "space",
        "text": "冷库空位两个",
        "until": "2026-03-20",
        "contact": True,
    }
    made = api.post("/board", told).json()
    assert a_stranger().get("/board").json()["items"][0]["phone"] == PHONE
    path = f"/board/{made['id']}"
    assert a_stranger().post(f"{path}/withdraw").status_code == 401
    assert api.post(f"{path}/take_down", {"reason": "x"}).status_code == 403
    manager = in_a_browser("manager", market=market)
    assert manager.post(f"{path}/contact", {"shown": False}).status_code == 403
    assert api.post(f"{path}/withdraw").json()["state"] == "withdrawn"
    assert a_stranger().get("/board").json()["total"] == 0
