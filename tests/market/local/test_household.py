"""One set of services for each `var`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from market.local import household as house
from market.local.household import Keeper, Occupied, household, keeper_of, note
from market.local.places import CannotStart

WAITS = [sys.executable, "-c", "import sys; sys.stdin.read()"]


def test_a_house_that_is_kept_is_refused_to_others(var: Path) -> None:
    with household(var, "import"):
        with pytest.raises(Occupied) as refusal, household(var, "up"):
            pytest.fail("two keepers")
        assert (
            str(refusal.value) == f"`manage.py import` already runs here, as process {os.getpid()}."
        )
    with household(var, "up"):
        pass


def test_what_a_killed_keeper_has_left_behind_is_waited_for(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "LEAVING", 0.1)
    with household(var, "up") as hold:
        child = subprocess.Popen(WAITS, stdin=subprocess.PIPE, pass_fds=(hold,))

    with pytest.raises(CannotStart, match="still run"), household(var, "up"):
        pytest.fail("a child of the last one lives")

    child.communicate()
    with household(var, "up"):
        pass


def test_a_note_is_for_its_owner_only_and_goes_with_its_keeper(var: Path) -> None:
    with household(var, "up"):
        note(var, Keeper(os.getpid(), "up", {"REDIS_URL": "redis://"}))

        assert keeper_of(var) == Keeper(os.getpid(), "up", {"REDIS_URL": "redis://"})
        assert (var / "keeper.json").stat().st_mode & 0o777 == 0o600
    assert keeper_of(var) is None


def test_a_note_that_a_killed_keeper_left_does_not_count(var: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    note(var, Keeper(gone.pid, "up", {}))

    assert keeper_of(var) is None
