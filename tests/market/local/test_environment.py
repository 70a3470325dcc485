"""The project's own interpreter is brought to its lock once, and never shrinks."""

import os
import re
import sys
from pathlib import Path

import pytest

from market.local import environment
from market.local.places import PROJECT, CannotStart, Places

HASHED = re.compile(r"^[a-z0-9._-]+==\S+")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A checkout with locks and an environment that holds nothing yet."""
    for file in environment.LOCKS.values():
        (tmp_path / file).write_text(file, encoding="utf-8")
    checkout = Places(tmp_path)
    environment.interpreter(checkout).parent.mkdir(parents=True)
    environment.interpreter(checkout).symlink_to(sys.executable)
    return checkout


def holding(places: Places, kind: str) -> None:
    note = places.environment / environment.STAMP
    note.write_text(environment.stamp(places, kind), encoding="utf-8")


def test_an_environment_that_holds_more_serves_for_less(places: Places) -> None:
    assert not environment.holds(places, "local")

    holding(places, "dev")
    assert (environment.holds(places, "local"), environment.holds(places, "dev")) == (True, True)

    holding(places, "local")
    assert (environment.holds(places, "local"), environment.holds(places, "dev")) == (True, False)


def test_a_lock_that_has_changed_is_installed_again(places: Places) -> None:
    holding(places, "dev")
    (places.root / environment.LOCKS["dev"]).write_text("changed", encoding="utf-8")

    assert not environment.holds(places, "local")


def test_an_environment_without_an_interpreter_holds_nothing(places: Places) -> None:
    holding(places, "dev")
    environment.interpreter(places).unlink()

    assert not environment.holds(places, "dev")


def test_an_environment_never_shrinks() -> None:
    assert environment.larger("local", "dev") == "dev"
    assert environment.larger("dev", "local") == "dev"
    assert environment.larger("local", "") == "local"


def test_an_installer_that_fails_is_told_in_words(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CannotStart, match="could not be fetched"):
        environment.run(os.environ, sys.executable, "-c", "print('why'); raise SystemExit(2)")
    # stdout is the command's own: a preview's answer must not be mixed with an installer's words
    assert capfd.readouterr() == ("", "why\n")


@pytest.mark.parametrize(
    "lock", [*environment.LOCKS.values(), "requirements.lock", "market/local/uv.lock.txt"]
)
def test_every_lock_pins_by_hash_and_names_no_address(lock: str) -> None:
    text = (PROJECT / lock).read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if HASHED.match(line)]

    assert "://" not in text
    assert len(pins) > 0
    assert all(line.endswith("\\") for line in pins)


def test_each_lock_holds_what_the_smaller_ones_hold() -> None:
    production, local, dev = (
        {
            line.partition(" ")[0]
            for line in (PROJECT / lock).read_text(encoding="utf-8").splitlines()
            if HASHED.match(line)
        }
        for lock in ("requirements.lock", *environment.LOCKS.values())
    )

    assert production - local == set()
    assert local - dev == set()
