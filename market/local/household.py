"""One set of services for each `var`: who keeps it, and whether anything of it still lives."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from market.local.locks import take
from market.local.places import CannotStart

# the longest that the children of a killed supervisor take to go
LEAVING = 20.0


@dataclass(frozen=True)
class Keeper:
    """The process that keeps the house, and what others need to use its services."""

    pid: int
    command: str
    variables: Mapping[str, str]


class Occupied(CannotStart):
    """Another supervisor keeps this `var`."""


@contextmanager
def household(var: Path, command: str) -> Iterator[int]:
    """Keeps `var` for this process; answers a descriptor that every child is to inherit.

    As long as one child lives the descriptor is open, so what a killed supervisor left behind is
    waited for. Raises Occupied when another process keeps the house, CannotStart when something
    is left of it after 20 s.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "keeper.lock").open("a") as door, (var / "children.lock").open("a") as rooms:
        if not take(door):
            raise Occupied(describe(var))
        wait_for(rooms)
        note(var, Keeper(os.getpid(), command, {}))
        try:
            yield rooms.fileno()
        finally:
            (var / "keeper.json").unlink(missing_ok=True)


def wait_for(rooms: IO[str]) -> None:
    """This will wait until the last child of an earlier supervisor is gone."""
    end = time.monotonic() + LEAVING
    while not take(rooms):
        if time.monotonic() > end:
            raise CannotStart(
                "Services of an earlier start still run, though what started them is gone. "
                f"See which processes hold {rooms.name} open, and end them."
            )
        time.sleep(0.05)


def note(var: Path, keeper: Keeper) -> None:
    """This will tell others who keeps the house; the file holds passwords."""
    draft = var / f"keeper.{keeper.pid}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as paper:
        json.dump(asdict(keeper), paper)
    draft.replace(var / "keeper.json")


def keeper_of(var: Path) -> Keeper | None:
    """Who keeps the house, as far as is known; a note left by a killed process does not count."""
    try:
        keeper = Keeper(**json.loads((var / "keeper.json").read_text(encoding="utf-8")))
        os.kill(keeper.pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return None
    except PermissionError as closed:
        raise CannotStart(f"The services in {var} are another user's.") from closed
    return keeper


def describe(var: Path) -> str:
    """The sentence for someone who finds the house kept."""
    keeper = keeper_of(var)
    if keeper is None:
        return "Another start is just beginning here."
    return f"`manage.py {keeper.command}` already runs here, as process {keeper.pid}."
