"""The embedded Redis: asks for its password, throws nothing out, survives a kill."""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from tests.market.local.houses import House


def test_what_was_written_survives_a_kill(
    furnished: Path, start_house: Callable[..., House]
) -> None:
    first = start_house(furnished)
    redis.Redis.from_url(first.addresses["REDIS_URL"]).set("鱼", "🐟")
    first.kill()

    again = redis.Redis.from_url(start_house(furnished).addresses["REDIS_URL"])

    assert again.get("鱼") == "🐟".encode()


def test_nothing_is_thrown_out_and_nothing_listens_but_the_loopback(house: House) -> None:
    store = redis.Redis.from_url(house.addresses["REDIS_URL"])

    wanted = {"maxmemory-policy": "noeviction", "appendonly": "yes", "bind": "127.0.0.1"}
    assert {name: store.config_get(name)[name] for name in wanted} == wanted


def test_who_does_not_know_the_password_is_refused(house: House) -> None:
    password = (house.var / "redis.password").read_text()
    without = house.addresses["REDIS_URL"].replace(f":{password}@", "")

    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(without).ping()
    assert (house.var / "redis" / "redis.conf").stat().st_mode & 0o777 == 0o600
