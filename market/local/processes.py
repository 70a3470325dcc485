"""Processes that never outlive the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from market.local.accounts import Account, run_as

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def always(pid: int) -> bool:
    """Ready as soon as it runs."""
    return True


@dataclass(frozen=True)
class Service:
    """A program to be kept running.

    `ready` is asked with the process's number. `farewell` is the signal that asks the program to
    stop within `patience` seconds; `orphaned` the one that the kernel sends when its supervisor
    has been killed. A `ground` service is one that others stand on: it stops after them.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    ready: Callable[[int], bool] = always
    account: Account | None = None
    farewell: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    ground: bool = False


def leash(orphaned: signal.Signals) -> Callable[[], None]:
    """What a child does before it becomes its program: it ties its life to its parent's.

    The tie is to the thread that starts the child, so only a main thread should start any. It is
    the kernel's, and there is none outside Linux.
    """
    parent = os.getpid()

    def tie() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(orphaned), 0, 0, 0)
            # the parent may have died before the tie was made
            if os.getppid() != parent:
                os._exit(1)

    return tie


def launch(service: Service, log: IO[bytes], hold: int) -> subprocess.Popen[bytes]:
    """This will start the service in a session of its own, holding the house's descriptor."""
    return subprocess.Popen(
        service.command,
        env=dict(service.environment),
        cwd=service.folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=(hold,),
        start_new_session=True,
        **run_as(service.account),
        # after the change of user, which would undo the tie
        preexec_fn=leash(service.orphaned),
    )


def sweep_out(process: subprocess.Popen[bytes]) -> None:
    """This will end whatever a service has left behind in its session."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
