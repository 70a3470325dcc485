"""What `manage.py up` decides before it starts anything."""

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from market.local import application, up, variables
from market.local.embedded import Ground, schema
from market.local.places import CannotStart


def ground(home: Path | None) -> Ground:
    return Ground({}, (), home)


def test_data_that_were_loaded_as_a_demo_stay_one(tmp_path: Path) -> None:
    data = ground(tmp_path)
    assert not up.is_demo(data, up.parse([]))
    assert up.is_demo(data, up.parse(["--demo"]))

    data.note("demo", "loaded")

    assert up.is_demo(data, up.parse([]))
    with pytest.raises(CannotStart, match="are the demo market"):
        up.is_demo(data, up.parse(["--empty"]))


def test_nothing_is_noted_about_a_database_of_somebody_elses() -> None:
    given = ground(None)
    given.note("schema", "known")

    assert given.notes("schema") == ""


def test_demo_and_empty_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        up.parse(["--demo", "--empty"])
    assert "not allowed with argument" in capsys.readouterr().err


def test_a_changed_migration_is_noticed(tmp_path: Path) -> None:
    migrations = tmp_path / "market" / "migrations"
    migrations.mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("one", encoding="utf-8")
    before = schema(tmp_path)

    (migrations / "0001_first.py").write_text("operations = []", encoding="utf-8")

    assert schema(tmp_path) != before


def test_the_web_is_called_by_the_address_it_listens_on() -> None:
    assert variables.public("127.0.0.1", 8000) == {
        "HUIQUAN_ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "HUIQUAN_PUBLIC_URL": "http://127.0.0.1:8000",
    }
    assert variables.public("192.0.2.7", 81) == {
        "HUIQUAN_ALLOWED_HOSTS": "127.0.0.1,localhost,[::1],192.0.2.7",
        "HUIQUAN_PUBLIC_URL": "http://192.0.2.7:81",
    }
    assert application.reachable("0.0.0.0") == "127.0.0.1"


def test_an_address_that_is_set_to_nothing_is_not_given() -> None:
    assert variables.addresses({"DATABASE_URL": "", "REDIS_URL": "redis://"}) == {
        "REDIS_URL": "redis://"
    }


def test_whoever_asks_for_the_end_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[int, Callable[..., None]] = {}
    monkeypatch.setattr(signal, "signal", heard.__setitem__)
    asked: threading.Event = up.stop_signals()
    assert set(heard) == {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}

    for each in heard.values():
        asked.clear()
        each(0, None)
        assert asked.is_set()
