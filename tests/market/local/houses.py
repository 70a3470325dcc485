"""The small house as a program of its own, and eyes for what runs."""

import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from market.local.places import PROJECT
from market.local.processes import leash

SMALL_HOUSE = Path(__file__).with_name("small_house.py")


def owners(paths: Iterable[Path]) -> set[int]:
    """Whose these are. A process, or a file of the database, may end while one looks."""
    found = set()
    for path in paths:
        with suppress(FileNotFoundError):
            found.add(path.stat().st_uid)
    return found


class House:
    """The small house, running; `addresses` is None when it did not come to that."""

    def __init__(self, *arguments: object, python: str = sys.executable, user: str = "") -> None:
        self.program = subprocess.Popen(
            [python, str(SMALL_HOUSE), *map(str, arguments)],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(import_path())},
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=leash(signal.SIGKILL),
            **as_user(user),
        )
        self.var = Path(str(arguments[0]))
        assert self.program.stdout is not None
        self.addresses = json.loads(self.program.stdout.readline() or "null")

    def pids(self) -> list[int]:
        """Everything that runs below the program."""
        return below(self.program.pid)

    def names(self) -> dict[int, str]:
        """What runs there, by the name of its program. What has ended meanwhile is not in it."""
        found = {}
        for pid in self.pids():
            with suppress(FileNotFoundError, ProcessLookupError):
                found[pid] = Path(f"/proc/{pid}/comm").read_text().strip()
        return found

    def kill(self) -> None:
        """This will kill the program, and make sure that nothing of it is left after 5 s."""
        running = self.pids()
        self.program.kill()
        self.program.communicate()
        left = wait_until_gone(running, 5)
        assert left == [], [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in left]

    def end(self) -> None:
        """This will kill the program unless it has ended."""
        if self.program.poll() is None:
            self.kill()
        self.program.communicate()


def import_path() -> list[str]:
    """The project and what is installed beside it, also for another interpreter."""
    return [str(PROJECT), *(entry for entry in sys.path if entry.endswith("site-packages"))]


def as_user(name: str) -> dict[str, object]:
    """The arguments that make subprocess run a program as this user."""
    if not name:
        return {}
    user = pwd.getpwnam(name)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def parent_of(pid: int) -> int | None:
    """The process that started this one; None when it runs no more."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in "ZX" else int(parent)


def below(pid: int) -> list[int]:
    """All descendants of a process."""
    running = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    parents = {each: parent_of(each) for each in running}
    found = [pid]
    for ancestor in found:
        found += [each for each, parent in parents.items() if parent == ancestor]
    return found[1:]


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    """Those that still run after so many seconds; returns early when none does."""
    end = time.monotonic() + seconds
    while (left := [pid for pid in pids if parent_of(pid) is not None]) and time.monotonic() < end:
        time.sleep(0.02)
    return left
