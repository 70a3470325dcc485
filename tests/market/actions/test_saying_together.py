"""Several to a provider that knows keys: marked at once, said one by one, noted at once."""

from itertools import count

import pytest
from django.db import connection

from market.actions import delivery
from market.channels import AfterCrash, Permanent
from tests.builders import AT, a_vendor
from tests.market.actions.providers import Provider, dies, in_a_child
from tests.market.actions.said import a_notice, again
from tests.market.actions.test_delivery import DAY, claims_are_over, deliver, reap

KEY, NEITHER = AfterCrash.KEY, AfterCrash.NEITHER


@pytest.fixture
def provider(request, monkeypatch, tmp_path):
    made = Provider(tmp_path / "log", getattr(request, "param", KEY))
    monkeypatch.setattr(delivery, "channel_named", lambda name: made)
    return made


@pytest.fixture
def notices(db):
    vendor = a_vendor(phone="13800000000")
    return [a_notice(vendor=vendor) for _ in range(5)]


def the(number, act):
    """Do it at the request of this number, and nothing at the others."""
    numbers = count(1)
    return lambda message: act(message) if next(numbers) == number else None


def killed_at_the_third(provider):
    provider.before = the(3, dies)
    connection.close()
    assert in_a_child(deliver) == -9
    provider.before = lambda message: None
    claims_are_over()


@pytest.mark.django_db(transaction=True)
def test_who_dies_between_them_leaves_all_in_doubt_and_each_is_said_once(provider, notices):
    killed_at_the_third(provider)

    assert reap() == {"in doubt": 5, "put off": 5}
    assert deliver(AT + DAY) == {"due": 5, "sent": 5}
    keys = [str(notice.public_id) for notice in notices]
    assert provider.told() == dict.fromkeys(keys, 1)
    assert [provider.requests()[key] for key in keys] == [2, 2, 1, 1, 1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("provider", [NEITHER], indirect=True)
def test_where_nobody_knows_a_key_no_more_than_one_is_ever_in_doubt(provider, notices):
    killed_at_the_third(provider)

    assert reap() == {"freed": 2, "in doubt": 1, "unknown": 1}
    assert deliver(AT + DAY) == {"due": 2, "sent": 2}
    assert set(provider.told().values()) == {1}


def test_one_that_is_refused_stops_no_other(provider, notices):
    def refuse(_message):
        raise Permanent("no such number")

    provider.before = the(2, refuse)

    assert deliver() == {"due": 5, "sent": 4, "failed": 1}
    assert [again(notice).state for notice in notices] == ["sent", "failed", *["sent"] * 3]
    told = again(notices[0])
    assert (told.attempts, told.provider_id) == (1, f"provider-{str(told.public_id)[:8]}")
    (line,) = told.trail
    assert (line["done"], line["id"]) == ("sent", told.provider_id)


def test_what_the_claim_covers_no_more_is_not_said_under_it(provider, notices, monkeypatch):
    ticks = count(0, 30)
    monkeypatch.setattr(delivery, "monotonic", lambda: next(ticks))
    doubtful = notices[-1]
    doubtful.handoff_at, doubtful.attempts = AT, 1
    doubtful.save()

    assert deliver() == {"due": 15, "sent": 5, "waits its turn": 10}
    assert set(provider.requests().values()) == {1}
    assert [again(notice).attempts for notice in notices] == [1, 1, 1, 1, 2]
    assert again(doubtful).handoff_at == AT


def test_no_more_are_said_than_the_provider_allows_and_the_rest_counts_as_no_try(
    provider, notices, settings
):
    settings.NOTICE_RATES = {"mailbox": (2, 60)}

    assert deliver() == {"due": 5, "sent": 2, "waits its turn": 3}
    assert len(provider.requests()) == 2
    waiting = [again(notice) for notice in notices[2:]]
    assert {(each.state, each.attempts, each.handoff_at) for each in waiting} == {
        ("pending", 0, None)
    }
    assert all(each.next_attempt_at > AT for each in waiting)
