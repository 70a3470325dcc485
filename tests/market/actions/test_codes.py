import logging
import re
from datetime import timedelta

import pytest

from market.actions import codes, people
from market.channels.gateway import Gateway
from market.channels.mailbox import Mailbox
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import LocalMessage, LoginCode, Member, Notice, User
from tests.builders import AT, a_user, a_vendor, an_operator
from tests.races import at_once

pytestmark = pytest.mark.django_db

PHONE = "13800000001"


def the_code():
    """The code that lies in the demo's mailbox, the newest first."""
    return re.search(r"\d{6}", LocalMessage.objects.first().body)[0]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def refused_as(refusal, act, *given, **named):
    with pytest.raises(refusal) as refused:
        act(*given, **named)
    return refused.value.code


def test_a_code_lets_a_new_person_in_and_makes_them_act_for_their_vendors():
    ours, theirs = a_vendor(phone=PHONE), a_vendor(phone="13800000002")
    codes.issue("+86 138-0000-0001", at=AT)

    user = codes.redeem(PHONE, the_code(), at=AT + timedelta(minutes=4))

    assert (user.phone, user.has_usable_password()) == (PHONE, False)
    assert people.actor_of(user).vendors == frozenset({ours.pk})
    assert not Member.objects.filter(vendor=theirs).exists()


def test_the_same_phone_is_the_same_person_the_next_time():
    first = user_with_code(AT)
    again = user_with_code(AT + timedelta(hours=1))
    assert first == again
    assert User.objects.count() == 1


def user_with_code(at):
    codes.issue(PHONE, at=at)
    return codes.redeem(PHONE, the_code(), at=at)


def test_a_code_is_good_once():
    codes.issue(PHONE, at=AT)
    code = the_code()
    codes.redeem(PHONE, code, at=AT)
    assert refused_as(Invalid, codes.redeem, PHONE, code, at=AT) == "bad_code"


def test_a_code_is_good_for_five_minutes():
    codes.issue(PHONE, at=AT)
    late = AT + timedelta(minutes=5)
    assert refused_as(Invalid, codes.redeem, PHONE, the_code(), at=late) == "bad_code"
    assert codes.redeem(PHONE, the_code(), at=late - timedelta(seconds=1)).phone == PHONE


def test_a_code_is_good_for_its_own_phone_only():
    codes.issue(PHONE, at=AT)
    code = the_code()
    codes.issue("13800000002", at=AT)
    assert refused_as(Invalid, codes.redeem, "13800000002", code, at=AT) == "bad_code"


def test_after_five_wrong_tries_the_right_code_is_worth_nothing_either():
    codes.issue(PHONE, at=AT)
    code = the_code()
    for _ in range(5):
        assert refused_as(Invalid, codes.redeem, PHONE, wrong(code), at=AT) == "bad_code"

    assert refused_as(Invalid, codes.redeem, PHONE, code, at=AT) == "bad_code"
    assert not User.objects.exists()


def test_the_fifth_try_may_still_be_the_right_one():
    codes.issue(PHONE, at=AT)
    code = the_code()
    for _ in range(4):
        refused_as(Invalid, codes.redeem, PHONE, wrong(code), at=AT)
    assert codes.redeem(PHONE, code, at=AT).phone == PHONE


def test_a_new_code_makes_the_one_before_it_worthless():
    codes.issue(PHONE, at=AT)
    old = the_code()
    later = AT + timedelta(minutes=1)
    codes.issue(PHONE, at=later)
    if old != the_code():
        assert refused_as(Invalid, codes.redeem, PHONE, old, at=later) == "bad_code"


def test_a_phone_gets_one_code_a_minute_and_ten_a_day():
    for number in range(10):
        at = AT + timedelta(hours=number)
        codes.issue(PHONE, at=at)
        soon = at + timedelta(seconds=59)
        assert refused_as(Conflict, codes.issue, PHONE, at=soon) == "code_too_soon"

    tenth = AT + timedelta(hours=10)
    assert refused_as(Conflict, codes.issue, PHONE, at=tenth) == "code_too_often"
    codes.issue(PHONE, at=AT + timedelta(days=1))
    assert LocalMessage.objects.count() == 11


def test_two_requests_at_once_send_one_code(real_transactions):
    def ask():
        codes.issue(PHONE, at=AT)
        return "sent"

    outcomes = at_once(*[ask] * 4)

    assert [getattr(each, "code", each) for each in outcomes].count("sent") == 1
    assert LocalMessage.objects.count() == 1


def test_whether_somebody_is_known_here_makes_no_difference_to_the_answer():
    a_vendor(phone=PHONE)
    assert codes.issue(PHONE, at=AT) == codes.issue("13899999999", at=AT)
    assert LocalMessage.objects.count() == 2


def test_a_channel_that_fails_makes_no_difference_either_and_the_log_names_neither(
    monkeypatch, caplog
):
    def fails(self, message):
        raise OSError(f"{message.phone} {message.body}")

    monkeypatch.setattr(Mailbox, "send", fails)
    with caplog.at_level(logging.DEBUG):
        codes.issue(PHONE, at=AT)

    assert "could not be sent" in caplog.text
    assert PHONE not in caplog.text
    assert re.search(r"\d{6}", caplog.messages[-1]) is None


def test_neither_the_phone_nor_the_code_is_stored_readable():
    codes.issue(PHONE, at=AT)
    kept = str(LoginCode.objects.values().get())
    assert (PHONE in kept, the_code() in kept) == (False, False)
    assert not Notice.objects.exists()


def test_an_operator_does_not_come_in_by_phone_past_password_and_second_factor():
    for number, user in enumerate((an_operator("auditor"), a_user(is_staff=True))):
        phone = f"1380000001{number}"
        User.objects.filter(pk=user.pk).update(phone=phone)
        codes.issue(phone, at=AT)
        assert refused_as(Forbidden, codes.redeem, phone, the_code(), at=AT) == "use_password"


def test_somebody_who_was_locked_out_stays_out():
    a_user(phone=PHONE, is_active=False)
    codes.issue(PHONE, at=AT)
    assert refused_as(Forbidden, codes.redeem, PHONE, the_code(), at=AT) == "use_password"


def test_the_message_is_in_the_language_that_is_spoken(settings):
    codes.issue(PHONE, at=AT)
    assert LocalMessage.objects.get().title == "Your log-in code"


def test_a_code_goes_by_text_message_and_where_that_fails_by_mail(monkeypatch, settings):
    settings.CODE_CHANNELS = ["sms", "mailbox"]
    settings.PROVIDERS = {}
    codes.issue(PHONE, at=AT)
    assert the_code()

    taken = []
    monkeypatch.setattr(Gateway, "send", lambda self, message: taken.append(message))
    codes.issue(PHONE, at=AT + timedelta(minutes=2))
    assert LocalMessage.objects.count() == 1
    assert (taken[0].phone, taken[0].occasion) == (PHONE, "login_code")
    assert set(taken[0].facts) == {"code", "minutes"}
