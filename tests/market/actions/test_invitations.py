"""Whoever is invited hears of it once, on the phone that was invited, and not when it is over."""

from datetime import datetime, time, timedelta

import pytest

from market.actions import delivery, members, people
from market.channels import Permanent
from market.channels.inbox import Inbox
from market.core.actors import HOUSE
from market.core.hours import SHANGHAI
from market.models import LocalMessage, Member, Notice
from market.queries.delivering import calls_waiting
from market.queries.readers import reader_of
from tests.builders import AT, a_market, a_user, a_vendor, acting, an_account, as_vendor
from tests.market.channels.test_email import a_message
from tests.refused import refused

pytestmark = pytest.mark.django_db
MINE, HERS = "13800000001", "13800000002"
NIGHT = datetime(2026, 3, 2, 21, 0, tzinfo=SHANGHAI)
MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def in_chinese(settings):
    settings.LANGUAGE_CODE = "zh-hans"


@pytest.fixture
def vendor():
    made = a_vendor(name="蔄记鲜肉", phone=MINE)
    an_account(vendor=made, market=a_market())
    return made


def invite(vendor, *, at=AT, by=None, **given):
    told = {"phone": HERS, "name": "王小蔄", "role": "helper", **given}
    return members.invite(vendor, **told, by=by or as_vendor(vendor), at=at)


def deliver(at=AT):
    return delivery.deliver_due(by=HOUSE, at=at).counts


def test_it_says_who_asks_for_which_stall_until_when_and_how_on_the_phone_that_was_invited(vendor):
    owner = a_user(phone=MINE, name="蔄大姐")
    Member.objects.create(user=owner, vendor=vendor, since=AT)
    invite(vendor, by=as_vendor(vendor, user=owner))
    deliver()

    message = LocalMessage.objects.get()
    assert message.to == HERS
    assert message.body == (
        "蔄大姐请您帮忙照看蔄记鲜肉。3月9日（周一）前打开市场网页点“我是商户”，"
        "用这个手机号收验证码就行。不认识就不用管。"
    )


def test_pressed_twice_it_is_said_once_and_the_number_stands_nowhere_in_the_row(vendor):
    invite(vendor)
    invite(vendor)

    notice = Notice.objects.get()
    assert notice.stale_at == AT + members.LIFE
    assert (notice.vendor, notice.user, notice.market) == (None, None, vendor.accounts.get().market)
    assert all(HERS not in str(value) for value in Notice.objects.values().get().values())


def test_a_person_who_is_known_to_read_english_is_told_in_english(vendor):
    a_user(phone=HERS, language="en")
    invite(vendor)

    notice = Notice.objects.get()
    assert notice.language == "en"
    assert notice.body.startswith(f"{vendor.contact or vendor.name} asks you to help look after")


def test_in_quiet_hours_it_waits_for_the_morning(vendor):
    invite(vendor, at=NIGHT)
    assert deliver(NIGHT)["sent"] == 0
    assert deliver(MORNING)["sent"] == 1


def test_the_quiet_hours_are_those_of_the_vendors_market():
    late = a_vendor(phone=MINE)
    an_account(vendor=late, market=a_market(quiet_from=time(23), quiet_until=time(6)))
    invite(late, at=NIGHT)
    assert deliver(NIGHT)["sent"] == 1


def test_what_was_taken_back_is_not_said_and_asked_again_it_is_said_anew(vendor):
    first = invite(vendor, at=NIGHT)
    members.withdraw(first, by=as_vendor(vendor), at=NIGHT)
    again = invite(vendor, at=NIGHT)
    assert deliver(MORNING) == {"due": 2, "sent": 1, "cancelled": 1}

    rows = Notice.objects.order_by("pk").values_list("subject", "state", "reason")
    assert list(rows) == [
        (f"invitation:{first.pk}", "cancelled", "taken back"),
        (f"invitation:{again.pk}", "sent", ""),
    ]


def test_who_came_in_by_themselves_is_not_asked_any_more(vendor):
    invite(vendor, at=NIGHT)
    people.link_by_phone(a_user(phone=HERS), at=NIGHT)
    assert deliver(MORNING)["sent"] == 0
    assert Notice.objects.get().reason == "done"


def test_what_has_run_out_is_not_said_any_more(vendor):
    invite(vendor)
    assert deliver(AT + members.LIFE)["sent"] == 0
    assert not LocalMessage.objects.exists()


def test_a_page_that_they_do_not_have_yet_is_no_way_and_a_person_can_phone_them(vendor, settings):
    with pytest.raises(Permanent):
        Inbox().send(a_message(phone=HERS, newcomer=True))
    settings.NOTICE_CHANNELS = ["email", "call"]
    invite(vendor)
    deliver()

    notice = calls_waiting(acting("manager"), way="call", at=AT).get()
    assert (reader_of(notice).name, reader_of(notice).phone) == ("王小蔄", HERS)


def test_nobody_has_the_house_write_to_strangers_without_measure(vendor, monkeypatch):
    monkeypatch.setattr(members, "MOST_A_DAY", 2)
    for _ in range(2):
        members.withdraw(invite(vendor), by=as_vendor(vendor), at=AT)

    assert refused(invite, vendor)[0] == "too_many_invitations"
    assert invite(vendor, at=AT + timedelta(days=1)).pk
    assert Notice.objects.count() == 3
