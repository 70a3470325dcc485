"""A command finds a database and a broker: given, running, or its own for a while."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from market.local import services as doors
from market.local.household import Keeper, household, note
from market.local.places import Places
from market.local.services import services
from tests.market.local.houses import House


def test_given_ones_are_used_and_nothing_is_started(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://given")
    monkeypatch.setenv("REDIS_URL", "redis://given")

    with services(Places(var.parent), "sweep") as told:
        assert (told["DATABASE_URL"], told["REDIS_URL"]) == ("postgresql://given", "redis://given")
    assert sorted(each.name for each in var.iterdir()) == ["seal_keys", "secret_key"]


def test_those_of_a_running_market_are_shared(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIQUAN_DEMO", raising=False)
    running = {"DATABASE_URL": "postgresql://up", "REDIS_URL": "redis://up", "HUIQUAN_DEMO": "1"}
    with household(var, "up"):
        note(var, Keeper(os.getpid(), "up", running))

        with services(Places(var.parent), "sweep") as told:
            assert {name: told[name] for name in running} == running


def test_a_commands_own_live_as_long_as_the_command(furnished: Path) -> None:
    with (
        services(Places(furnished.parent), "migrate") as told,
        psycopg.connect(told["DATABASE_URL"]) as connection,
    ):
        assert connection.execute("SELECT 1").fetchall() == [(1,)]

    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(told["DATABASE_URL"])


def test_another_commands_own_are_waited_for(
    furnished: Path,
    start_house: Callable[..., House],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = start_house(furnished)
    monkeypatch.setattr(doors.time, "sleep", lambda _: other.program.terminate())

    with services(Places(furnished.parent), "migrate") as told:
        assert told["DATABASE_URL"] == other.addresses["DATABASE_URL"]

    assert capsys.readouterr().err == (
        f"`manage.py up` already runs here, as process {other.program.pid}. Waiting for it.\n"
    )
