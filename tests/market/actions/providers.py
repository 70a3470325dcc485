"""Providers that the house does not control: each keeps a log of its own, in a file."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from market.channels import AfterCrash, Message, Receipt


class Provider:
    """Takes messages and writes them into its log. What it answers, a test decides.

    before, after: run when a request is on its way, and when it was taken but not yet answered.
    """

    name = "provider"
    key_life: timedelta | None = None

    def __init__(self, log: Path, after_crash: AfterCrash) -> None:
        self.log = log
        self.after_crash = after_crash
        self.before: Callable[[Message], None] = lambda message: None
        self.after: Callable[[Message], None] = lambda message: None
        self.lags = False
        if after_crash is AfterCrash.KEY:
            self.key_life = timedelta(days=1)

    def send(self, message: Message) -> Receipt:
        self.before(message)
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{message.key} {message.title}\n")
        self.after(message)
        return Receipt(f"{self.name}-{message.key[:8]}")

    def find(self, message: Message) -> Receipt | None:
        key = message.key
        known = key in self.requests() and not self.lags
        return Receipt(f"found-{key[:8]}") if known else None

    def requests(self) -> Counter[str]:
        """How often each key was sent."""
        if not self.log.exists():
            return Counter()
        lines = self.log.read_text("utf-8").splitlines()
        return Counter(line.split(" ", 1)[0] for line in lines)

    def told(self) -> Counter[str]:
        """How often a person was told each thing. Who knows keys shows the same key once."""
        seen = self.requests()
        return Counter(dict.fromkeys(seen, 1)) if self.after_crash is AfterCrash.KEY else seen


def dies(_: Message) -> None:
    """The whole process, at once, without a word."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_child(act: Callable[[], object]) -> int:
    """Run an act in a process of its own. Its exit code, or minus the signal that killed it.

    The caller's database connections must be closed before, and open again afterwards.
    """
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
