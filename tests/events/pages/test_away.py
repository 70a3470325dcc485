"""A weekly pattern ticks the nights of a weekday; who is away gives several back at once."""

from datetime import date, timedelta

import pytest
import time_machine

from events.models import SignUp
from tests.builders import AT, a_market, a_vendor, phone_of
from tests.events.builders import FRIDAY, a_place, a_series, a_session
from tests.events.parts import a_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    market = a_market()
    vendor = a_vendor(market=market)
    client = phone_of(vendor)
    with time_machine.travel(AT, tick=False):
        yield client, vendor, a_series(market=market)


def test_every_friday_is_ticked_by_one_press_and_nothing_is_signed_up_yet(phone):
    client, _vendor, series = phone
    days = (FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=7))
    friday, saturday, next_friday = (a_session(series=series, day=day) for day in days)
    call = a_call(series=series)
    page = client.post(f"/me/nights/calls/{call.pk}/", {"week": "5"}).content.decode()
    ticked = {
        one.pk: f'value="{one.pk}" checked' in page for one in (friday, saturday, next_friday)
    }
    assert ticked == {friday.pk: True, saturday.pk: False, next_friday.pk: True}
    assert SignUp.objects.count() == 0


def test_who_is_away_gives_back_the_nights_of_those_days_and_no_others(phone):
    client, vendor, series = phone
    inside, outside = (
        a_place(a_session(series=series, day=day), vendor=vendor)
        for day in (FRIDAY, FRIDAY + timedelta(days=7))
    )
    other = a_place(inside.session)
    told = {"first": str(FRIDAY), "last": str(FRIDAY + timedelta(days=6))}
    client.post("/me/nights/away/", told)
    states = [SignUp.objects.get(pk=one.pk).state for one in (inside, outside, other)]
    assert states == ["withdrawn", "placed", "placed"]


def test_days_in_the_wrong_order_give_nothing_back(phone):
    client, vendor, series = phone
    one = a_place(a_session(series=series), vendor=vendor)
    told = {"first": str(FRIDAY), "last": str(date(2026, 7, 1))}
    answer = client.post("/me/nights/away/", told, follow=True)
    assert "Choose a first and a last day" in answer.content.decode()
    assert SignUp.objects.get(pk=one.pk).state == "placed"
