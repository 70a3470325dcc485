"""Another way where one refuses, a turn where there is a limit, and nothing at all while it is held back."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from market.actions import (
    arrivals,
    confirming,
    delivery,
    footing,
    handling,
    last_looks,
    paces,
    pauses,
    reminders,
    restoring,
)
from market.actions.arrivals import Arrival
from market.channels import Gone, Later, Permanent, Receipt, Temporary
from market.core.actors import HOUSE
from market.core.fallbacks import way_after
from market.core.hours import SHANGHAI
from market.core.refusals import Conflict, Forbidden, Invalid
from market.core.retries import MOST_ATTEMPTS
from market.models import Contact, Footing, Heartbeat, Market, Notice, Pace, Pause, Template
from market.queries.delivering import calls_waiting, figures_by_channel, pulse
from market.queries.links import notice_behind, token_of
from tests.builders import (
    AT,
    a_charge,
    a_market,
    a_permit,
    a_vendor,
    acting,
    an_account,
    as_vendor,
)
from tests.market.actions.said import a_notice, again
from tests.races import at_once

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ON = date(2026, 3, 2)  # the day of AT
MANAGER = acting("manager")


class Played:
    """A channel whose answers a test decides; without one it takes the message."""

    def __init__(self, name, *answers, **given):
        self.name, self.answers, self.taken = name, list(answers), []
        self.after_crash, self.key_life = delivery.AfterCrash.NEITHER, None
        self.__dict__.update(given)

    def send(self, message):
        if self.answers:
            raise self.answers.pop(0)
        self.taken.append(message)
        return Receipt(f"{self.name}-{len(self.taken)}")


@pytest.fixture
def ways(monkeypatch):
    """Three ways: sms, email, call; what is played is looked up here."""
    made = {"sms": Played("sms"), "email": Played("email")}
    monkeypatch.setattr(delivery, "channel_named", lambda name: made[name])
    monkeypatch.setattr(delivery, "channel_names", lambda: list(made))
    return made


def a_text(**given):
    return a_notice(**{"channel": "sms", "channels": ["sms", "email", "call"], **given})


def deliver(at=AT):
    return dict(delivery.deliver_due(by=HOUSE, at=at).counts)


# another way


def test_what_one_way_refuses_for_good_goes_by_the_next_and_the_trail_tells_it(ways):
    notice = a_text()
    ways["sms"].answers = [Permanent("blacklisted")]

    assert deliver() == {"due": 2, "sent": 1, "another way": 1}
    row = again(notice)
    assert (row.state, row.channel, row.provider_id) == ("sent", "email", "email-1")
    assert [(line["channel"], line["done"]) for line in row.trail] == [
        ("sms", "another way"),
        ("email", "sent"),
    ]
    assert row.trail[0]["why"] == "blacklisted"


def test_a_way_that_is_busy_for_too_long_is_given_up_for_the_next(ways):
    notice = a_text(attempts=MOST_ATTEMPTS - 1)
    ways["sms"].answers = [Temporary("503")]
    deliver()

    assert (again(notice).state, again(notice).channel) == ("sent", "email")


def test_what_no_way_can_say_waits_for_somebody_to_phone(ways):
    notice = a_text()
    ways["sms"].answers = ways["email"].answers = [Permanent("no"), Permanent("no")]
    deliver()

    row = again(notice)
    assert (row.state, row.channel) == ("pending", "call")
    assert deliver(AT + HOUR) == {"due": 0, "sent": 0}
    assert list(calls_waiting(HOUSE, way="call", at=AT)) == [row]


def test_who_has_no_phone_is_not_put_on_the_call_list(ways):
    notice = a_text(vendor=a_vendor(phone=""))
    ways["sms"].answers = ways["email"].answers = [Permanent("no"), Permanent("no")]
    deliver()

    assert again(notice).state == "failed"


def test_what_may_have_arrived_is_not_said_by_a_second_way(ways):
    notice = a_text(handoff_at=AT, attempts=1)
    ways["sms"].answers = [Permanent("key was used")]
    deliver()

    assert (again(notice).state, again(notice).channel) == ("unknown", "sms")
    assert ways["email"].taken == []


def test_the_next_way_is_the_first_after_the_present_one_that_there_is():
    assert way_after(["sms", "pigeon", "email"], "sms", {"sms", "email"}) == "email"
    assert way_after(["sms", "email"], "email", {"sms", "email"}) is None
    assert way_after(["sms", "email"], "call", {"sms", "email"}) is None


def test_a_provider_without_time_for_us_costs_no_try(ways):
    notice = a_text(attempts=MOST_ATTEMPTS - 1)
    ways["sms"].answers = [Later("45009 too fast")]

    assert deliver() == {"due": 1, "sent": 0, "put off": 1}
    assert (again(notice).state, again(notice).attempts) == ("pending", MOST_ATTEMPTS - 1)


def test_a_reader_who_left_is_not_written_to_there_again(ways):
    notice = a_text()
    contact = Contact.objects.create(vendor=notice.vendor, channel="sms", address="x", noted_at=AT)
    ways["sms"].answers = [Gone("unsubscribed")]
    deliver()

    contact.refresh_from_db()
    assert contact.gone_at == AT


def test_each_message_by_consent_takes_one_and_without_one_it_goes_another_way(ways):
    ways["sms"].by_consent = True
    first = a_text()
    contact = Contact.objects.create(
        vendor=first.vendor, channel="sms", address="o-1", consents=1, noted_at=AT
    )
    assert deliver() == {"due": 1, "sent": 1}
    assert ways["sms"].taken[0].address == "o-1"
    second = a_text(vendor=first.vendor)
    deliver()

    contact.refresh_from_db()
    assert contact.consents == 0
    assert again(second).channel == "email"


def test_a_consent_that_was_not_used_is_given_back(ways):
    ways["sms"].by_consent = True
    notice = a_text()
    contact = Contact.objects.create(
        vendor=notice.vendor, channel="sms", address="o-1", consents=1, noted_at=AT
    )
    ways["sms"].answers = [Temporary("busy")]
    deliver()

    contact.refresh_from_db()
    assert contact.consents == 1


# what was planned, alone or together


def a_planned_bill(settings, **given):
    """A reminder of a bill that is due tomorrow, as it is planned: sms, then e-mail, then a call."""
    settings.NOTICE_CHANNELS = ["sms", "email", "call"]
    vendor = a_vendor(phone="13800000000", **given)
    a_charge(account=an_account(vendor=vendor), due_on=ON + DAY)
    return vendor


def plan(at=AT):
    reminders.plan_due(by=HOUSE, at=at, occasions=("rent_due", "permit_expiring"))


def test_a_planned_reminder_goes_by_the_next_way_in_the_words_for_it(ways, settings):
    vendor = a_planned_bill(settings)
    Template.objects.create(
        market=Market.objects.get(),
        occasion="rent_due",
        audience="vendor",
        channel="email",
        language="zh-hans",
        version=1,
        title="邮件：{amount_fen}",
        body="{what}，{due_on}",
        made_at=AT,
        made_by="x",
    )
    plan()
    ways["sms"].answers = [Permanent("blacklisted")]
    deliver()

    row = Notice.objects.get(vendor=vendor)
    assert (row.stage, row.state, row.channel) == ("before_1", "sent", "email")
    assert row.title == "邮件：1700.00 元"
    assert ways["email"].taken[0].title == row.title


def test_a_digest_goes_by_the_next_way_and_is_one_message(ways, settings):
    vendor = a_planned_bill(settings)
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()
    ways["sms"].answers = [Permanent("blacklisted")]

    assert deliver() == {"due": 2, "sent": 1, "another way": 1}
    assert [message.title for message in ways["email"].taken] == ["今天有2件事"]
    assert set(Notice.objects.values_list("occasion", "state")) == {
        ("digest", "sent"),
        ("rent_due", "bundled"),
        ("permit_expiring", "bundled"),
    }
    figures = figures_by_channel(MANAGER, since=AT - 30 * DAY)
    assert [(row["channel"], row["count"]) for row in figures] == [("email", 1)]


def test_the_wish_of_a_vendor_comes_first_and_what_it_refuses_goes_the_houses_way(ways, settings):
    vendor = a_planned_bill(settings, channels=["email"])
    plan()
    ways["email"].answers = [Permanent("no e-mail address")]
    deliver()

    row = Notice.objects.get(vendor=vendor)
    assert (row.channels, row.channel) == (["email", "sms", "call"], "sms")


def test_what_was_tried_already_stays_out_of_the_digest_and_is_not_laid_out_anew(ways, settings):
    vendor = a_planned_bill(settings)
    plan()
    ways["sms"].answers = ways["email"].answers = [Permanent("no"), Permanent("no")]
    deliver()
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()
    reminders.lay_out_anew(vendor=vendor)

    row = Notice.objects.get(occasion="rent_due")
    assert (row.state, row.channel, row.digest) == ("pending", "call", None)
    assert len(row.trail) == 2


def test_a_digest_that_a_person_dropped_is_not_taken_up_again(ways, settings):
    vendor = a_planned_bill(settings)
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()
    digest = Notice.objects.get(occasion="digest")
    handling.drop(digest, reason="told in person", by=MANAGER, at=AT)
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    a_permit(vendor=vendor, expires_on=ON + 14 * DAY)
    plan()

    assert again(digest).state == "cancelled"


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "until"),
    [
        (time(8), time(15), "2026-03-02 15:00"),
        (time(16), time(9), None),
        (time(22), time(11), "2026-03-02 11:00"),
        (time(9), time(7), "2026-03-03 07:00"),
    ],
)
def test_a_vendors_own_quiet_hours_hold_back_also_what_was_not_planned(
    ways, quiet_from, quiet_until, until
):
    vendor = a_vendor(phone="13800000000", quiet_from=quiet_from, quiet_until=quiet_until)
    facts = {"amount_fen": 100, "received_on": "2026-03-02"}
    notice = a_text(vendor=vendor, occasion="payment_received", facts=facts)
    urgent = a_text(vendor=vendor)
    last_looks.hush(at=AT, since=AT)

    moment = again(notice).next_attempt_at.astimezone(SHANGHAI)
    assert f"{moment:%Y-%m-%d %H:%M}" == (until or f"{AT.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    assert again(urgent).next_attempt_at == AT


# turns


def test_a_channel_is_used_as_often_as_its_provider_allows_and_the_rest_waits(ways, settings):
    settings.NOTICE_RATES = {"sms": (3, 3600)}
    notices = [a_text() for _ in range(5)]

    assert deliver() == {"due": 5, "sent": 3, "waits its turn": 2}
    assert len(ways["sms"].taken) == 3
    assert {again(one).attempts for one in notices[3:]} == {0}
    assert all(again(one).next_attempt_at > AT + HOUR / 2 for one in notices[3:])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_not_take_more_turns_than_there_are(settings):
    settings.NOTICE_RATES = {"sms": (5, 3600)}
    paces.take("sms")
    won = at_once(*[lambda: not paces.take("sms")] * 8)

    assert sum(won) == 4
    assert len(Pace.objects.get().taken) == 5


def test_turns_come_back_when_the_window_is_over_and_after_a_clock_was_set_back(settings):
    settings.NOTICE_RATES = {"sms": (1, 60)}
    now = timezone.localtime()
    assert not paces.take("sms")
    assert timedelta(seconds=50) < paces.take("sms") <= timedelta(seconds=60)

    for moment in (now - timedelta(minutes=2), now + timedelta(days=3)):
        Pace.objects.update(taken=[moment])
        assert not paces.take("sms")


# held back


@pytest.mark.parametrize(
    ("scope", "name"), [("all", ""), ("channel", "sms"), ("occasion", "application_received")]
)
def test_what_is_held_back_waits_and_goes_on_in_its_turn(ways, scope, name):
    notice = a_text()
    pause = pauses.begin(scope, name, reason="provider moves", by=MANAGER, at=AT)

    assert deliver() == {"due": 0, "sent": 0}
    assert again(notice).state == "pending"
    pauses.end(pause, by=MANAGER, at=AT)
    assert deliver() == {"due": 1, "sent": 1}


def test_what_is_not_meant_goes_out_all_the_same(ways):
    a_text()
    pauses.begin("channel", "email", reason="x", by=MANAGER, at=AT)
    pauses.begin("occasion", "rent_due", reason="x", by=MANAGER, at=AT)

    assert deliver() == {"due": 1, "sent": 1}


def test_a_pause_is_one_at_a_time_and_ends_once():
    pause = pauses.begin("all", reason="x", by=MANAGER, at=AT)
    with pytest.raises(Conflict, match="already"):
        pauses.begin("all", reason="x", by=MANAGER, at=AT)
    pauses.end(pause, by=MANAGER, at=AT)
    with pytest.raises(Conflict):
        pauses.end(pause, by=MANAGER, at=AT)
    pauses.begin("all", reason="x", by=MANAGER, at=AT)

    assert Pause.objects.count() == 2


def test_only_what_there_is_can_be_held_back_by_those_who_may_and_with_a_reason():
    for given in (("channel", "pigeon"), ("all", "sms"), ("weather", "")):
        with pytest.raises(Invalid):
            pauses.begin(*given, reason="x", by=MANAGER, at=AT)
    with pytest.raises(Invalid):
        pauses.begin("all", reason=" ", by=MANAGER, at=AT)
    with pytest.raises(Forbidden):
        pauses.begin("all", reason="x", by=acting("cashier"), at=AT)


# after a restore


def test_a_database_that_is_not_the_one_it_was_says_nothing_until_somebody_has_looked(ways):
    a_text()
    assert deliver() == {"due": 1, "sent": 1}
    Footing.objects.update(database=1)
    notice = a_text()

    assert deliver() == {"due": 0, "sent": 0}
    assert deliver() == {"due": 0, "sent": 0}
    (pause,) = Pause.objects.all()
    assert pause.scope == "all"
    pauses.end(pause, by=MANAGER, at=AT)

    assert deliver() == {"due": 1, "sent": 1}
    assert again(notice).state == "sent"


def test_without_the_fence_a_restored_market_would_say_it_again(ways, monkeypatch):
    monkeypatch.setattr(footing, "check", lambda at: True)
    a_text()
    deliver()
    Footing.objects.update(database=1)
    a_text()

    assert deliver() == {"due": 1, "sent": 1}


def test_after_a_restore_what_was_due_hangs_in_doubt_for_a_person(ways):
    due, later = a_text(), a_text(not_before=AT + 24 * HOUR)
    pause, reports = restoring.look(by=HOUSE, at=AT)

    assert pause.scope == "all"
    assert reports[-1].counts == {"in doubt": 1}
    assert (again(due).state, again(later).state) == ("unknown", "pending")
    assert again(due).reason == "perhaps said before the restore"
    assert ways["sms"].taken == []


def test_the_command_holds_back_and_lets_go_on(capsys):
    call_command("restored")
    assert Pause.objects.filter(ended_at=None, scope="all").exists()
    call_command("restored", "--go-on")
    assert not Pause.objects.filter(ended_at=None).exists()


# what a person does


def failed(**given):
    return a_text(**{"state": "failed", "reason": "no", **given})


def test_what_failed_is_said_again_by_another_way_with_the_same_key(ways):
    notice = failed(stale_at=AT - HOUR)
    key = notice.public_id
    handling.retry(notice, channel="email", reason="new address", by=MANAGER, at=AT)

    assert deliver() == {"due": 1, "sent": 1}
    row = again(notice)
    assert (row.state, row.channel, row.public_id) == ("sent", "email", key)
    assert row.trail[0]["why"] == "a manager: new address"


def test_what_was_sent_is_not_said_again():
    with pytest.raises(Conflict):
        handling.retry(a_text(state="sent"), by=MANAGER, at=AT)
    with pytest.raises(Invalid):
        handling.retry(failed(), channel="pigeon", by=MANAGER, at=AT)


def test_said_now_means_in_quiet_hours_too(ways):
    night = datetime(2026, 3, 2, 21, 0, tzinfo=SHANGHAI)
    facts = {"reference": "A-1", "pitches": "A-12", "until": "2026-03-04T10:00:00+08:00"}
    notice = a_text(occasion="offer_expired", facts=facts)
    last_looks.hush(at=night, since=AT)
    assert again(notice).next_attempt_at > night
    handling.hurry(notice, by=MANAGER, at=night)

    assert deliver(night) == {"due": 1, "sent": 1}


def test_a_doubt_is_settled_by_whoever_asked_and_the_rest_is_dropped_with_a_reason():
    doubt, waste = a_text(state="unknown"), failed()
    handling.arrived(doubt, reason="she has it", by=MANAGER, at=AT)
    handling.drop(waste, reason="left the market", by=MANAGER, at=AT)

    assert (again(doubt).state, again(doubt).sent_at) == ("sent", AT)
    assert (again(waste).state, again(waste).reason) == ("cancelled", "left the market")
    with pytest.raises(Invalid):
        handling.drop(failed(), reason=" ", by=MANAGER, at=AT)


def test_a_call_is_noted_and_one_that_nobody_took_comes_up_again():
    notice = a_text(channel="call")
    handling.missed(notice, by=MANAGER, at=AT)
    assert list(calls_waiting(HOUSE, way="call", at=AT)) == []
    assert list(calls_waiting(HOUSE, way="call", at=AT + 3 * HOUR)) == [notice]
    handling.reached(notice, reason="comes tomorrow", by=MANAGER, at=AT + 3 * HOUR)

    assert (again(notice).state, again(notice).attempts) == ("sent", 2)
    with pytest.raises(Conflict, match="not on the list"):
        handling.reached(a_text(), by=MANAGER, at=AT)


def test_those_whom_nothing_reaches_are_put_on_the_call_list_at_once():
    notices = [failed(), failed(), a_text(state="sent")]

    assert handling.retry_all(notices, channel="call", by=MANAGER, at=AT) == 2
    assert calls_waiting(HOUSE, way="call", at=AT).count() == 2


def test_a_sheet_of_evidence_is_frozen_and_the_same_until_something_is_added():
    market = a_market()
    notice = a_text(market=market, state="sent", sent_at=AT, provider_id="tencent-1")
    first = handling.evidence(notice, by=MANAGER, at=AT)
    assert handling.evidence(notice, by=MANAGER, at=AT + HOUR) == first
    confirming.confirm(notice, at=AT + HOUR)

    assert handling.evidence(notice, by=MANAGER, at=AT + HOUR) != first
    assert first.contents["provider_id"] == "tencent-1"
    assert first.contents["phone"] == "138****0000"
    with pytest.raises(Conflict):
        handling.evidence(a_text(market=market), by=MANAGER, at=AT)


# what is told afterwards


def test_a_provider_that_could_not_deliver_after_all_sends_it_another_way(ways):
    notice = a_text()
    deliver()
    told = Arrival(False, provider_id="sms-1", why="DELIVRD? no")

    assert arrivals.note(("sms",), told, at=AT) == "not delivered"
    assert arrivals.note(("sms",), told, at=AT) == "not known"
    assert deliver() == {"due": 1, "sent": 1}
    assert again(notice).channel == "email"


def test_a_delivery_is_noted_once_and_ends_a_doubt(ways):
    doubt = a_text(state="unknown", handoff_at=AT)
    told = Arrival(True, key=str(doubt.public_id), provider_id="late-1")

    assert arrivals.note(("sms",), told, at=AT) == "delivered"
    assert arrivals.note(("sms",), told, at=AT + HOUR) == "known already"
    assert (again(doubt).state, again(doubt).delivered_at) == ("sent", AT)
    assert arrivals.note(("wechat",), told, at=AT) == "not known"
    assert arrivals.note(("sms",), Arrival(True, key="no key"), at=AT) == "not known"


def test_what_was_delivered_does_not_become_undelivered(ways):
    notice = a_text()
    deliver()
    arrivals.note(("sms",), Arrival(True, provider_id="sms-1"), at=AT)
    arrivals.note(("sms",), Arrival(False, provider_id="sms-1"), at=AT)

    assert again(notice).state == "sent"


# links and the record


def test_a_link_opens_its_own_message_once_it_was_said_and_no_other():
    notice = a_text(state="sent", sent_at=AT)
    token = token_of(notice.pk)

    assert notice_behind(token) == notice
    assert notice_behind(token_of(notice.pk + 1)) is None
    for forged in (
        f"{notice.pk}-{'0' * 22}",
        f"{notice.pk}",
        "x",
        "",
        f"{notice.pk + 1}-{token[-22:]}",
    ):
        assert notice_behind(forged) is None
    assert notice_behind(token_of(a_text().pk)) is None


def test_only_the_first_confirmation_counts_and_only_the_vendor_reads():
    notice = a_text(state="sent", sent_at=AT)
    confirming.see([notice.pk], by=as_vendor(a_vendor()), at=AT)
    assert again(notice).read_at is None
    confirming.see([notice.pk], by=as_vendor(notice.vendor), at=AT)
    confirming.confirm(notice, at=AT + HOUR)
    confirming.confirm(notice, at=AT + 2 * HOUR)

    assert (again(notice).read_at, again(notice).confirmed_at) == (AT, AT + HOUR)


def test_figures_by_channel_in_one_question(django_assert_num_queries):
    for state in ("sent", "sent", "failed", "unknown", "pending"):
        a_text(state=state, delivered_at=AT if state == "sent" else None)
    with django_assert_num_queries(1):
        (row,) = figures_by_channel(HOUSE, since=AT - HOUR)

    assert (row["sent"], row["failed"], row["unknown"], row["waiting"]) == (2, 1, 1, 1)
    assert row["delivered"] == 2


def test_the_alarm_is_silence_of_the_tick_and_age_of_the_oldest():
    now = timezone.localtime()
    assert pulse(at=now).troubles == ["silent"]
    Heartbeat.objects.create(name="deliver_notices", at=now)
    assert pulse(at=now).troubles == []
    a_text(not_before=now - HOUR, at=now - HOUR, stale_at=now + HOUR)
    assert pulse(at=now).troubles == ["late"]
    assert "skewed" in pulse(at=now + timedelta(minutes=3)).troubles
    pauses.begin("channel", "sms", reason="x", by=MANAGER, at=now)

    assert pulse(at=now).troubles == []


def test_what_waits_for_a_person_is_not_late():
    now = timezone.localtime()
    Heartbeat.objects.create(name="deliver_notices", at=now)
    a_text(channel="call", not_before=now - HOUR, at=now - HOUR, stale_at=now + HOUR)

    assert pulse(at=now).troubles == []


def test_a_look_leaves_its_mark(ways):
    deliver()
    assert Heartbeat.objects.get(pk="deliver_notices")
