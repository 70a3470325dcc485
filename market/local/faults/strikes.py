"""The faults: what is struck, and how. Each leaves the house to be kept by whoever keeps it."""

import contextlib
import os
import random
import signal
import socket
import time
from collections.abc import Callable

from market.local.faults.house import House, children_of


def worker(house: House, dice: random.Random) -> None:
    """kill -9 of a worker; its children are orphans for a moment, and go on until they notice."""
    _kill(house, dice.choice(("worker-1", "worker-2")))


def child(house: House, dice: random.Random) -> None:
    """kill -9 of one of a worker's children, in whatever it is doing."""
    process = house.kept[dice.choice(("worker-1", "worker-2"))].process
    if children := children_of(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(dice.choice(children), signal.SIGKILL)


def sleeper(house: House, dice: random.Random) -> None:
    """A child that is stopped for longer than its claim lasts, and then goes on as if nothing was."""
    process = house.kept[dice.choice(("worker-1", "worker-2"))].process
    if children := children_of(process.pid):
        chosen = dice.choice(children)
        with contextlib.suppress(ProcessLookupError):
            os.kill(chosen, signal.SIGSTOP)
            _later(house, 7.0, chosen)


def beat(house: House, dice: random.Random) -> None:
    """kill -9 of a beat, the one that ticks or the other."""
    _kill(house, dice.choice(("beat-1", "beat-2")))


def bell(house: House, dice: random.Random) -> None:
    """kill -9 of the second bell while it delivers."""
    _kill(house, "bell")


def redis_killed(house: House, dice: random.Random) -> None:
    """kill -9 of Redis."""
    _kill(house, "redis")


def redis_hung(house: House, dice: random.Random) -> None:
    """Redis neither answers nor hangs up for three seconds."""
    pid = house.kept["redis"].process.pid
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGSTOP)
        _later(house, 3.0, pid)


def redis_emptied(house: House, dice: random.Random) -> None:
    """FLUSHALL: whatever lay in the queue is gone, and says nothing."""
    store = house.store
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", store.port), timeout=1.0) as line,
    ):
        line.sendall(f"AUTH {store.password}\r\nFLUSHALL\r\n".encode("ascii"))
        line.recv(512)


def database(house: House, dice: random.Random) -> None:
    """kill -9 of PostgreSQL, with everything that was under way in it."""
    _kill(house, "postgres")
    time.sleep(0.3)


Strike = Callable[[House, random.Random], None]
# how often each of them comes, in a hundred
STRIKES: dict[Strike, int] = {
    child: 34,
    worker: 18,
    beat: 10,
    bell: 6,
    sleeper: 6,
    redis_killed: 8,
    redis_hung: 5,
    redis_emptied: 7,
    database: 6,
}


def wake(house: House, *, at_once: bool = False) -> None:
    """Let go on what was stopped, when its time is over."""
    now = time.monotonic()
    stopped = house.stopped
    for until, pid in list(stopped):
        if at_once or until <= now:
            stopped.remove((until, pid))
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _later(house: House, seconds: float, pid: int) -> None:
    house.stopped.append((time.monotonic() + seconds, pid))


def _kill(house: House, name: str) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(house.kept[name].process.pid, signal.SIGKILL)
