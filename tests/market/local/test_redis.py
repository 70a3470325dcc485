"""The embedded Redis: asks for its password, throws nothing out, survives a kill."""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from tests.market.local.houses import House, wait_until_gone


def test_what_was_written_survives_a_kill_and_nothing_is_thrown_out(
    var: Path, start_house: Callable[..., House]
) -> None:
    house = start_house(var)
    store = redis.Redis.from_url(house.addresses["REDIS_URL"])
    store.set("鱼", "🐟")
    running = house.pids()
    house.program.kill()
    assert wait_until_gone(running, 5) == []

    again = redis.Redis.from_url(start_house(var).addresses["REDIS_URL"])

    assert again.get("鱼") == "🐟".encode()
    assert again.config_get("maxmemory-policy", "appendonly", "bind") == {
        "maxmemory-policy": "noeviction",
        "appendonly": "yes",
        "bind": "127.0.0.1",
    }


def test_who_does_not_know_the_password_is_refused(
    var: Path, start_house: Callable[..., House]
) -> None:
    address = start_house(var).addresses["REDIS_URL"]
    password = (var / "redis.password").read_text()

    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(address.replace(f":{password}@", "")).ping()
    assert (var / "redis" / "redis.conf").stat().st_mode & 0o777 == 0o600
