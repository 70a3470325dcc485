"""Saying what is due, whoever dies on the way. The oracle is the provider's own log."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from market.actions import claims, delivery, outcomes
from market.channels import AfterCrash, Permanent, Receipt, Temporary
from market.core.actors import HOUSE, STRANGER
from market.core.hours import SHANGHAI
from market.core.refusals import Forbidden
from market.core.retries import MOST_ATTEMPTS, pause
from market.models import Charge, LocalMessage, Notice
from tests.builders import AT, a_charge, a_market, a_permit, a_vendor, an_account
from tests.market.actions.providers import Provider, dies, in_a_child
from tests.market.actions.said import a_notice, again
from tests.races import Runner, at_once

KEY, QUERY, NEITHER = AfterCrash.KEY, AfterCrash.QUERY, AfterCrash.NEITHER
DAY = timedelta(days=1)


@pytest.fixture
def provider(request, monkeypatch, tmp_path):
    """The only channel there is. Parametrize indirectly with what it can do after a crash."""
    made = Provider(tmp_path / "log", getattr(request, "param", NEITHER))
    monkeypatch.setattr(delivery, "channel_named", lambda name: made)
    return made


def deliver(at=AT):
    return dict(delivery.deliver_due(by=HOUSE, at=at).counts)


def reap(at=AT):
    return {name: count for name, count in delivery.reap(by=HOUSE, at=at).counts.items() if count}


def as_if_later(**columns):
    """Let so much time have passed for the database: claims are over, hand-offs long ago."""
    Notice.objects.filter(claim_until__isnull=False).update(
        **{name: F(name) - moved for name, moved in columns.items()}
    )


def claims_are_over():
    as_if_later(claim_until=timedelta(minutes=2))


def killed_while_delivering(provider, moment):
    """A real process that delivers and is killed at that moment of its first request."""
    setattr(provider, moment, dies)
    connection.close()
    assert in_a_child(deliver) == -9
    setattr(provider, moment, lambda message: None)


# what is due is said


@pytest.mark.django_db
def test_what_is_due_lies_in_the_mailbox_and_the_row_tells_how_it_went():
    notice = a_notice(vendor=a_vendor(phone="13812345678"))

    assert deliver() == {"due": 1, "sent": 1}

    message = LocalMessage.objects.get()
    row = again(notice)
    assert (message.key, message.to, message.title) == (
        str(notice.public_id),
        "13812345678",
        f"申请收到了：{notice.facts['reference']}",
    )
    assert message.received_at == AT
    assert (row.state, row.sent_at, row.attempts) == ("sent", AT, 1)
    assert (row.provider_id, row.claim_token) == (f"mailbox-{message.pk}", None)
    assert (row.title, row.body) == (message.title, message.body)


@pytest.mark.django_db
def test_a_vendor_who_reads_english_is_told_in_english():
    a_notice(vendor=a_vendor(phone="13800000000", language="en"))
    deliver()

    assert LocalMessage.objects.get().title == "We have your application A-1"


@pytest.mark.django_db
def test_what_is_not_due_or_too_late_or_of_no_channel_of_ours_is_left_alone():
    early = a_notice(not_before=AT + timedelta(minutes=1))
    stale = a_notice(stale_at=AT)
    elsewhere = a_notice(channel="pigeon")

    assert deliver() == {"due": 0, "sent": 0}
    assert {again(notice).state for notice in (early, stale, elsewhere)} == {"pending"}


@pytest.mark.django_db
def test_the_longest_due_go_first_and_no_more_than_asked_for(provider):
    notices = [a_notice(not_before=AT - timedelta(minutes=n), at=AT - DAY) for n in (1, 3, 2)]

    delivery.deliver_due(by=HOUSE, at=AT, limit=2)

    assert list(provider.requests()) == [str(notices[1].public_id), str(notices[2].public_id)]


@pytest.mark.django_db
def test_only_who_may_send_notices_may_deliver():
    for act in (delivery.deliver_due, delivery.would_deliver, delivery.reap, delivery.would_reap):
        with pytest.raises(Forbidden):
            act(by=STRANGER, at=AT)


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_the_house_inside_a_transaction(provider):
    a_notice()
    for act in (delivery.deliver_due, delivery.reap):
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            act(by=HOUSE, at=AT)

    assert provider.requests() == {}


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_counts_what_would_be_said_and_says_nothing(provider):
    notices = [a_notice() for _ in range(delivery.BATCH + 1)]
    with transaction.atomic():
        report = delivery.would_deliver(by=HOUSE, at=AT)
        transaction.set_rollback(True)

    assert report.counts == {"due": delivery.BATCH + 1}
    assert [line.about for line in report.lines] == [notice.key for notice in notices]
    assert provider.requests() == {}
    assert set(Notice.objects.values_list("state", flat=True)) == {"pending"}


# quiet hours and silence


@pytest.mark.django_db
def test_in_quiet_hours_nothing_is_said_and_it_waits_for_the_morning():
    night = datetime(2026, 3, 2, 20, 0, tzinfo=SHANGHAI)
    notice = a_notice(occasion="offer_expired", facts=OFFER, not_before=AT, at=AT)
    reply = a_notice()

    assert deliver(night) == {"due": 1, "sent": 1}
    assert again(reply).state == "sent"
    assert again(notice).next_attempt_at == datetime(2026, 3, 3, 8, 0, tzinfo=SHANGHAI)

    assert deliver(again(notice).next_attempt_at - timedelta(seconds=1)) == {"due": 0, "sent": 0}
    assert deliver(again(notice).next_attempt_at) == {"due": 1, "sent": 1}


OFFER = {"reference": "A-1", "pitches": "A-12", "until": "2026-03-04T10:00:00+08:00"}


@pytest.mark.django_db
def test_each_market_has_its_own_quiet_hours():
    late = a_market(quiet_from=time(23), quiet_until=time(6))
    at = datetime(2026, 3, 2, 21, 0, tzinfo=SHANGHAI)
    awake = a_notice(occasion="offer_expired", facts=OFFER, market=late)
    asleep = a_notice(occasion="offer_expired", facts=OFFER, market=a_market())

    deliver(at)

    assert (again(awake).state, again(asleep).state) == ("sent", "pending")


def a_paper_notice(permit, **given):
    facts = {"paper": "食品经营许可证", "expires_on": permit.expires_on.isoformat()}
    subject = f"permit:{permit.pk}"
    return a_notice(
        **{"occasion": "permit_expiring", "facts": facts, "subject": subject, **given},
        vendor=permit.vendor,
    )


@pytest.mark.django_db
def test_who_asked_for_silence_hears_no_reminder_and_still_gets_answers(provider):
    silent = a_vendor(phone="13800000000", silent_until=AT.date())
    reminder = a_paper_notice(a_permit(vendor=silent))
    a_notice(vendor=silent)

    assert deliver() == {"due": 2, "sent": 1, "cancelled": 1}
    assert (again(reminder).state, again(reminder).reason) == ("cancelled", "asked for silence")


@pytest.mark.django_db
def test_silence_ends_with_its_last_day():
    vendor = a_vendor(phone="13800000000", silent_until=AT.date() - DAY)
    a_paper_notice(a_permit(vendor=vendor))

    assert deliver() == {"due": 1, "sent": 1}


# the last look: is it still true?


def a_bill_notice(charge, **given):
    facts = {"amount_fen": charge.amount_fen, "what": "租金", "due_on": charge.due_on.isoformat()}
    account = charge.account
    return a_notice(
        occasion="rent_due",
        facts=facts,
        subject=f"account:{account.pk}",
        vendor=account.vendor,
        market=account.market,
        **given,
    )


def paid(charge, fen):
    Charge.objects.create(
        account=charge.account,
        key=f"back-{charge.pk}",
        item=charge.item,
        amount_fen=-fen,
        due_on=charge.due_on,
        reverses=charge,
        charged_at=AT,
    )


@pytest.mark.django_db
def test_a_bill_that_was_paid_a_moment_ago_is_not_spoken_of(provider):
    charge = a_charge()
    notice = a_bill_notice(charge)
    paid(charge, charge.amount_fen)

    assert deliver() == {"due": 1, "sent": 0, "cancelled": 1}
    assert (again(notice).state, again(notice).reason) == ("cancelled", "paid")
    assert provider.requests() == {}


@pytest.mark.django_db
def test_a_bill_paid_in_part_is_told_with_what_is_left_of_it():
    charge = a_charge(account=an_account(vendor=a_vendor(phone="13800000000")))
    notice = a_bill_notice(charge)
    paid(charge, 70000)

    deliver()

    assert LocalMessage.objects.get().title == "缴费通知：1000.00 元，最晚4月1日（周三）"
    assert again(notice).facts["amount_fen"] == 100000


@pytest.mark.django_db
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_what_may_have_arrived_is_said_again_in_the_same_words(provider):
    charge = a_charge()
    notice = a_bill_notice(charge, handoff_at=AT, attempts=1, title="as it was put last year")
    paid(charge, 70000)

    deliver()

    assert again(notice).title == "as it was put last year"
    assert again(notice).facts == notice.facts


# retries


@pytest.mark.django_db
def test_a_failed_delivery_is_tried_again_later_and_counts_once(provider):
    """RM-06"""
    notice = a_notice()
    answers = [Temporary("503 busy")]
    provider.before = lambda message: raise_next(answers)

    assert deliver() == {"due": 1, "sent": 0, "put off": 1}
    row = again(notice)
    assert (row.state, row.reason, row.handoff_at) == ("pending", "503 busy", None)
    assert row.next_attempt_at == AT + pause(1, str(notice.public_id))

    assert deliver(row.next_attempt_at - timedelta(seconds=1)) == {"due": 0, "sent": 0}
    assert deliver(row.next_attempt_at) == {"due": 1, "sent": 1}
    assert provider.told() == {str(notice.public_id): 1}
    assert again(notice).attempts == 2


def raise_next(faults):
    if faults:
        raise faults.pop()


@pytest.mark.django_db
def test_after_the_last_attempt_it_has_failed_and_says_why(provider):
    notice = a_notice(attempts=MOST_ATTEMPTS - 1)
    provider.before = lambda message: raise_next([Temporary("503 busy")])

    assert deliver() == {"due": 1, "sent": 0, "failed": 1}
    assert (again(notice).state, again(notice).reason) == ("failed", "503 busy")


@pytest.mark.django_db
def test_what_the_provider_will_never_take_has_failed_at_once(provider):
    notice = a_notice()
    provider.before = lambda message: raise_next([Permanent("no such number")])

    assert deliver() == {"due": 1, "sent": 0, "failed": 1}
    assert (again(notice).state, again(notice).reason) == ("failed", "no such number")
    assert again(notice).handoff_at is None


@pytest.mark.django_db
def test_who_has_neither_phone_nor_address_is_shown_as_failed():
    notice = a_notice(vendor=a_vendor())

    assert deliver() == {"due": 1, "sent": 0, "failed": 1}
    assert again(notice).reason == "no phone and no e-mail address"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("provider", "state"), [(KEY, "pending"), (NEITHER, "unknown")], indirect=["provider"]
)
def test_an_answer_that_never_came_is_judged_by_what_the_channel_can_do(provider, state):
    notice = a_notice()
    provider.after = lambda message: raise_next([TimeoutError("no answer in 10 s")])

    assert deliver() == {"due": 1, "sent": 0, "no answer": 1}
    assert again(notice).state == "sending"
    reap()

    assert again(notice).state == state
    assert provider.told() == {str(notice.public_id): 1}


@pytest.mark.django_db
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_a_refusal_later_does_not_settle_whether_it_arrived_the_first_time(provider):
    notice = a_notice(handoff_at=AT, attempts=1)
    provider.before = lambda message: raise_next([Permanent("key was used before")])

    assert deliver() == {"due": 1, "sent": 0, "unknown": 1}
    assert again(notice).reason == "key was used before"


# two at once


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_say_everything_once(provider):
    notices = [a_notice() for _ in range(60)]

    reports = at_once(deliver, deliver, deliver)

    assert sum(report["sent"] for report in reports) == 60
    assert provider.told() == {str(notice.public_id): 1 for notice in notices}


@pytest.mark.django_db(transaction=True)
def test_without_claims_two_deliverers_say_it_twice(provider, monkeypatch):
    """The oracle of the test above sees it: nobody claims, nobody looks at the claim."""
    for _ in range(60):
        a_notice()
    monkeypatch.setattr(
        claims,
        "CLAIM",
        "SELECT id FROM market_notice WHERE state = 'pending' AND next_attempt_at <= %(at)s"
        " ORDER BY id LIMIT %(most)s",
    )
    monkeypatch.setattr(claims, "MARK", "SELECT id, 1 FROM market_notice WHERE id = ANY(%(ids)s)")

    at_once(deliver, deliver, deliver)

    assert max(provider.told().values()) > 1


@pytest.mark.django_db(transaction=True)
def test_a_claimant_does_not_wait_for_another_and_gets_what_is_left():
    notices = [a_notice() for _ in range(3)]

    def claim(most):
        return [
            notice.pk
            for notice in claims.claim(
                at=AT, since=AT, channels=["mailbox"], most=most, token=uuid.uuid4()
            )
        ]

    with transaction.atomic():
        mine = claim(2)
        others = Runner(lambda: claim(2)).result()

    assert (mine, others) == ([notices[0].pk, notices[1].pk], [notices[2].pk])
    assert claim(2) == []


@pytest.mark.django_db
def test_who_lost_the_claim_says_nothing(provider):
    notice = a_notice()
    late, later = uuid.uuid4(), uuid.uuid4()
    (mine,) = claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=late)
    claims_are_over()
    assert claims.free(most=1) == 1
    claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=later)

    assert delivery._say(mine, None, set(), token=late, at=AT) == "taken by another"
    assert provider.requests() == {}
    assert again(notice).claim_token == later


@pytest.mark.django_db
def test_who_lost_the_claim_cannot_call_it_failed_but_a_receipt_is_the_truth():
    notice = a_notice()
    late, later = uuid.uuid4(), uuid.uuid4()
    claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=late)
    claims_are_over()
    claims.free(most=1)
    claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=later)

    outcomes.refused(notice, "too slow", token=late, at=AT)
    assert again(notice).state == "sending"
    outcomes.sent(notice, Receipt("it-has-it"), at=AT)
    assert (again(notice).state, again(notice).provider_id) == ("sent", "it-has-it")
    outcomes.refused(notice, "that key again?", token=later, at=AT)
    assert again(notice).state == "sent"


# those that die on the way


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [KEY, QUERY, NEITHER], indirect=True)
def test_a_worker_killed_before_the_hand_off_leaves_a_notice_that_waits_again(
    provider, monkeypatch
):
    notice = a_notice()
    monkeypatch.setattr(claims, "mark", lambda notice, token: dies(notice))
    connection.close()
    assert (
        in_a_child(lambda: delivery._say(claimed(notice), None, set(), token=uuid.uuid4(), at=AT))
        == -9
    )
    monkeypatch.undo()
    assert again(notice).state == "sending"

    assert reap() == {}
    claims_are_over()
    assert reap() == {"freed": 1}
    assert again(notice).state == "pending"


def claimed(notice):
    (mine,) = claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=uuid.uuid4())
    return mine


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_killed_in_the_hand_off_a_channel_with_keys_is_told_again_under_the_same_key(
    provider, moment
):
    notice = a_notice()
    killed_while_delivering(provider, moment)
    claims_are_over()

    assert reap() == {"in doubt": 1, "put off": 1}
    assert deliver(AT + DAY) == {"due": 1, "sent": 1}
    assert provider.told() == {str(notice.public_id): 1}
    assert provider.requests()[str(notice.public_id)] == (2 if moment == "after" else 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_a_provider_that_does_not_know_keys_again_would_be_seen_to_tell_it_twice(provider):
    notice = a_notice()
    killed_while_delivering(provider, "after")
    claims_are_over()
    reap()
    deliver(AT + DAY)
    provider.after_crash = NEITHER

    assert provider.told() == {str(notice.public_id): 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_a_key_that_the_provider_has_forgotten_by_now_is_not_used_again(provider):
    notice = a_notice()
    killed_while_delivering(provider, "after")
    as_if_later(claim_until=DAY, handoff_at=DAY)

    assert reap() == {"in doubt": 1, "unknown": 1}
    assert again(notice).reason == "nobody knows whether it arrived"
    assert deliver(AT + DAY) == {"due": 0, "sent": 0}


@pytest.mark.django_db
@pytest.mark.parametrize("provider", [KEY], indirect=True)
def test_the_life_of_a_key_counts_from_the_first_hand_off_that_is_in_doubt(provider):
    notice = a_notice(handoff_at=AT, attempts=1)
    token = uuid.uuid4()
    (mine,) = claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=token)

    assert claims.mark(mine, token=token)
    assert again(notice).handoff_at == AT


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_in_the_hand_off_a_channel_that_cannot_tell_leaves_it_to_a_person(provider, moment):
    notice = a_notice()
    killed_while_delivering(provider, moment)
    claims_are_over()

    assert reap() == {"in doubt": 1, "unknown": 1}
    assert deliver(AT + DAY) == {"due": 0, "sent": 0}
    assert provider.told().get(str(notice.public_id), 0) == (1 if moment == "after" else 0)


@pytest.mark.django_db(transaction=True)
def test_without_the_mark_it_would_be_told_twice(provider, monkeypatch):
    notice = a_notice()
    monkeypatch.setattr(
        claims, "MARK", claims.MARK.replace("coalesce(handoff_at, clock_timestamp())", "NULL")
    )
    killed_while_delivering(provider, "after")
    claims_are_over()

    assert reap() == {"freed": 1}
    assert deliver(AT + DAY) == {"due": 1, "sent": 1}
    assert provider.told() == {str(notice.public_id): 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [QUERY], indirect=True)
def test_a_channel_that_can_be_asked_is_asked_and_what_it_has_is_sent(provider):
    notice = a_notice()
    killed_while_delivering(provider, "after")
    claims_are_over()

    assert reap() == {"in doubt": 1, "sent": 1}
    assert again(notice).provider_id == f"found-{str(notice.public_id)[:8]}"
    assert provider.told() == {str(notice.public_id): 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [QUERY], indirect=True)
def test_it_is_said_again_only_after_two_noes_past_the_grace(provider):
    notice = a_notice()
    killed_while_delivering(provider, "before")

    claims_are_over()
    assert reap() == {"in doubt": 1, "asked": 1}
    assert again(notice).lookups == 0
    claims_are_over()
    assert reap() == {}

    as_if_later(claim_until=delivery.GRACE, handoff_at=delivery.GRACE)
    assert reap() == {"in doubt": 1, "asked": 1}
    assert again(notice).lookups == 1
    claims_are_over()
    assert reap() == {}

    as_if_later(claim_until=delivery.ASK_AGAIN)
    assert reap() == {"in doubt": 1, "put off": 1}
    assert (again(notice).state, again(notice).handoff_at) == ("pending", None)
    assert deliver(AT + DAY) == {"due": 1, "sent": 1}
    assert provider.told() == {str(notice.public_id): 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [QUERY], indirect=True)
@pytest.mark.parametrize("grace", [delivery.GRACE, timedelta()])
def test_a_provider_that_lags_behind_is_given_its_grace(provider, monkeypatch, grace):
    """With no grace at all, and one no for enough, it would be told twice."""
    if not grace:
        monkeypatch.setattr(delivery, "GRACE", grace)
        monkeypatch.setattr(delivery, "ENOUGH_NOES", 1)
    notice = a_notice()
    provider.lags = True
    killed_while_delivering(provider, "after")
    claims_are_over()
    reap()
    provider.lags = False
    as_if_later(claim_until=delivery.GRACE, handoff_at=delivery.GRACE)
    reap()
    deliver(AT + DAY)

    assert provider.told() == {str(notice.public_id): 1 if grace else 2}
    assert again(notice).state == "sent"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [QUERY], indirect=True)
def test_a_provider_that_answers_no_question_for_a_day_leaves_it_to_a_person(provider, monkeypatch):
    notice = a_notice()
    killed_while_delivering(provider, "after")
    monkeypatch.setattr(provider, "find", lambda message: raise_next([Temporary("down")]))
    claims_are_over()

    assert reap() == {"in doubt": 1, "asked": 1}
    as_if_later(claim_until=DAY, handoff_at=DAY)
    assert reap() == {"in doubt": 1, "unknown": 1}
    assert again(notice).state == "unknown"


@pytest.mark.django_db
def test_a_claim_is_over_by_the_databases_clock_whatever_moment_the_caller_thinks_it_is():
    a_notice()
    claims.claim(at=AT, since=AT, channels=["mailbox"], most=1, token=uuid.uuid4())

    assert reap(AT + 365 * DAY) == {}
    lasts = Notice.objects.filter(claim_until__gt=Now() + timedelta(seconds=50))
    assert lasts.filter(claim_until__lte=Now() + timedelta(seconds=60)).count() == 1
