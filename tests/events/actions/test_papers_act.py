"""A place tonight wants its papers; the roster says who may stand, and why not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import sign_ups
from events.models import SignUp
from events.queries.roster import barred_on, roster
from market.actions import overrides
from market.core.actors import HOUSE
from market.core.periods import ONE_DAY
from market.core.refusals import Conflict
from market.models import PermitType, Vendor
from tests.builders import AT, a_permit, a_vendor, acting
from tests.events.builders import a_pitch_for, a_session, a_sign_up

pytestmark = pytest.mark.django_db


def a_cook():
    return a_vendor(trade="小吃")


def in_order(vendor):
    for code in ("SD_FOOD_STALL_CARD", "HEALTH_CERT"):
        a_permit(vendor=vendor, type=PermitType.objects.get(code=code))


def place(sign_up):
    return sign_ups.place(sign_up, a_pitch_for(sign_up.session), by=HOUSE, at=AT)


def test_without_papers_there_is_no_place_and_nothing_is_held():
    sign_up = a_sign_up(a_session(), vendor=a_cook())
    with pytest.raises(Conflict) as refused:
        place(sign_up)
    sign_up.refresh_from_db()
    assert (refused.value.code, sign_up.state, sign_up.hold) == ("papers_lacking", "asked", None)


def test_with_papers_there_is():
    vendor = a_cook()
    in_order(vendor)
    assert place(a_sign_up(a_session(), vendor=vendor)).state == "placed"


def test_the_roster_says_who_may_stand_and_why_not():
    session = a_session()
    good, bad, stopped = a_cook(), a_cook(), a_vendor(trade="百货")
    in_order(good)
    market = session.series.market
    overrides.suspend(stopped, market, reason="整改", by=acting("manager"), at=AT)
    a_pitch_for(session)
    asked = [a_sign_up(session, vendor=vendor) for vendor in (good, bad, stopped)]
    told = roster(session, asked, decided_on=session.day)
    assert [entry.may for entry in told] == [True, False, False]
    lacks = [lack.type.code for lack in told[1].judgement.stops]
    assert lacks == ["SD_FOOD_STALL_CARD", "HEALTH_CERT"]
    assert told[2].judgement.suspension.reason == "整改"


def test_who_is_barred_after_asking_gets_no_place_and_the_roster_says_so():
    session = a_session()
    vendor = a_vendor(trade="百货", barred_until=None)
    sign_up = a_sign_up(session, vendor=vendor)
    Vendor.objects.filter(pk=vendor.pk).update(barred_until=session.day)
    sign_up = SignUp.objects.select_related("vendor").get(pk=sign_up.pk)
    with pytest.raises(Conflict) as refused:
        place(sign_up)
    [entry] = roster(session, [sign_up], decided_on=session.day)
    assert refused.value.code == "vendor_barred"
    assert (entry.may, entry.barred_until) == (False, session.day)
    assert (entry.judgement.may, barred_on(sign_up.vendor, session.day + ONE_DAY)) == (True, None)


def test_a_roster_of_one_and_of_three_is_asked_in_as_many_queries():
    def asked(count):
        session = a_session()
        a_pitch_for(session)
        rows = [a_sign_up(session, vendor=a_cook()) for _ in range(count)]
        with CaptureQueriesContext(connection) as told:
            assert len(roster(session, rows, decided_on=session.day)) == count
        return len(told)

    assert asked(1) == asked(3)
