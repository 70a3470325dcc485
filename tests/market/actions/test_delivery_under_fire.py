"""200 notices, ten deliverers killed at random lines: nothing is lost and nothing said twice."""

import random
import signal
import uuid
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from market.actions import claims, delivery
from market.channels import AfterCrash
from market.channels.mailbox import Mailbox
from market.core.actors import HOUSE
from market.models import LocalMessage, Notice
from tests.builders import AT, a_vendor
from tests.killing import killed_at
from tests.market.actions.providers import Provider, in_a_child
from tests.market.actions.said import a_notice

NOTICES, KILLS = 200, 10
HOUR = timedelta(hours=1)


def look(at):
    delivery.reap(by=HOUSE, at=at)
    delivery.deliver_due(by=HOUSE, at=at)


def time_passes():
    """More than a claim lasts, and more than any provider's grace."""
    Notice.objects.filter(claim_until__isnull=False).update(
        claim_until=F("claim_until") - HOUR, handoff_at=F("handoff_at") - HOUR
    )


def under_fire(seed):
    """Deliver until nothing is left to do, killed ten times on the way."""
    dice = random.Random(seed)
    vendor = a_vendor(phone="13800000000")
    for _ in range(NOTICES):
        a_notice(vendor=vendor)

    for kill in range(KILLS):
        line, before = dice.randint(1, 75), dice.random() < 0.5
        connection.close()

        def work(at=AT + kill * HOUR, line=line, before=before):
            with killed_at(line, before=before):
                look(at)

        assert in_a_child(work) == -signal.SIGKILL
        time_passes()

    for calm in range(KILLS, KILLS + 5):
        look(AT + calm * HOUR)
        time_passes()


def states():
    return Counter(Notice.objects.values_list("state", flat=True))


def keys():
    return [str(key) for key in Notice.objects.values_list("public_id", flat=True)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_mailbox_holds_every_message_and_each_once(seed):
    under_fire(seed)

    assert states() == {"sent": NOTICES}
    assert sorted(LocalMessage.objects.values_list("key", flat=True)) == sorted(keys())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [2, 3, 4, 5, 6])
def test_without_the_key_the_mailbox_would_hold_some_twice(monkeypatch, seed):
    put = Mailbox.send
    monkeypatch.setattr(
        Mailbox, "send", lambda self, message: put(self, replace(message, key=str(uuid.uuid4())))
    )
    under_fire(seed)

    assert states() == {"sent": NOTICES}
    assert LocalMessage.objects.count() > NOTICES


@pytest.fixture
def provider(monkeypatch, tmp_path):
    made = Provider(tmp_path / "log", AfterCrash.NEITHER)
    monkeypatch.setattr(delivery, "channel_named", lambda name: made)
    return made


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_can_be_asked_has_told_everything_once(provider):
    provider.after_crash = AfterCrash.QUERY
    under_fire(3)

    assert states() == {"sent": NOTICES}
    assert provider.told() == dict.fromkeys(keys(), 1)


@pytest.mark.django_db(transaction=True)
def test_of_a_provider_that_can_do_neither_those_in_flight_are_unknown_and_none_is_told_twice(
    provider,
):
    under_fire(3)

    assert set(provider.told().values()) == {1}
    unknown = states()["unknown"]
    assert 0 < unknown <= KILLS
    assert states() == {"sent": NOTICES - unknown, "unknown": unknown}
    told_or_unknown = set(provider.told()) | {
        str(key)
        for key in Notice.objects.filter(state="unknown").values_list("public_id", flat=True)
    }
    assert told_or_unknown == set(keys())


@pytest.mark.django_db(transaction=True)
def test_without_the_mark_some_would_be_told_twice(provider, monkeypatch):
    monkeypatch.setattr(
        claims, "MARK", claims.MARK.replace("coalesce(handoff_at, clock_timestamp())", "NULL")
    )
    under_fire(3)

    assert max(provider.told().values()) > 1
