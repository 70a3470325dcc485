from datetime import timedelta

from django.core.cache import cache
from redis.exceptions import ConnectionError

from market.actions import limits
from tests.builders import AT


def knock(who="203.0.113.7", kind="code", at=AT):
    return limits.seconds_to_wait(kind, who, most=2, seconds=60, at=at)


def test_the_third_knock_in_a_minute_waits_for_the_next_minute():
    at = AT + timedelta(seconds=15)
    assert [knock(at=at) for _ in range(3)] == [0, 0, 45]
    assert knock(at=AT + timedelta(seconds=60)) == 0


def test_others_and_other_doors_are_counted_apart():
    for _ in range(3):
        knock()
    assert (knock(who="203.0.113.8"), knock(kind="guess")) == (0, 0)


def test_a_cache_that_is_gone_keeps_nobody_out(monkeypatch):
    def gone(*args, **given):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", gone)
    assert [knock() for _ in range(5)] == [0] * 5
