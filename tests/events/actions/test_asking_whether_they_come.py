from datetime import UTC, datetime

import pytest

from events.actions import reminders, taking_part
from market.actions import delivery
from market.actions.reminders import plan_due
from market.core.actors import HOUSE
from market.models import Notice
from tests.builders import a_vendor, as_vendor
from tests.events.builders import a_session
from tests.events.parts import a_call, signed_up

pytestmark = pytest.mark.django_db
THE_DAY_BEFORE = datetime(2026, 7, 16, 1, 30, tzinfo=UTC)


@pytest.fixture
def sign_up():
    session = a_session()
    return signed_up(a_call(session, places=1), session, vendor=a_vendor(phone="13800000000"))


def ask():
    return reminders.ask(by=HOUSE, at=THE_DAY_BEFORE).counts["asked"]


def test_it_is_asked_once_of_whoever_has_not_said_so(sign_up):
    assert (ask(), ask()) == (1, 0)
    told = Notice.objects.get(occasion="place_to_confirm")
    assert (told.vendor, told.stale_at) == (sign_up.vendor, sign_up.session.starts_at)


def test_who_has_confirmed_is_not_asked(sign_up):
    taking_part.confirm(sign_up, by=as_vendor(sign_up.vendor), at=THE_DAY_BEFORE)
    assert ask() == 0


@pytest.mark.parametrize("jobs", [(ask, plan_due), (plan_due, ask)], ids=["asked first", "last"])
def test_it_is_asked_in_the_one_message_of_the_day(sign_up, jobs):
    for job in jobs:
        job() if job is ask else job(by=HOUSE, at=THE_DAY_BEFORE)
    delivery.deliver_due(by=HOUSE, at=THE_DAY_BEFORE)

    mine = Notice.objects.filter(vendor=sign_up.vendor)
    (said,) = mine.filter(sent_at=THE_DAY_BEFORE)
    parts = set(said.parts.values_list("occasion", flat=True))
    assert said.occasion == "digest"
    assert parts >= {"place_to_confirm", "rent_due"}
