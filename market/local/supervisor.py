"""Keeps services running: starts them, waits for them, restarts them, stops them."""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from market.local.logs import Log
from market.local.places import CannotStart
from market.local.processes import Service, launch, sweep_out

# seconds between two looks at the children
LOOK = 0.25
# a service that has lived this long has recovered: its next death is a first one again
RECOVERED = 60.0
LONGEST_PAUSE = 30.0
TROUBLE = (" ERROR ", " CRITICAL ", "PANIC:")


class Interrupted(Exception):
    """Somebody has asked the supervisor to stop."""


@dataclass
class Running:
    """A service and the process that is it at the moment."""

    service: Service
    log: Log
    process: subprocess.Popen[bytes]
    since: float
    deaths: int = 0
    again_at: float | None = None


class Supervisor:
    """The services of one house, in the order of their start.

    `hold` is the descriptor of household.household, which the children inherit. `asked` is set
    from outside, by a signal, to make everything stop.
    """

    def __init__(self, logs: Path, hold: int, asked: threading.Event | None = None) -> None:
        self.logs = logs
        self.hold = hold
        self.asked = asked or threading.Event()
        self.running: dict[str, Running] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self, *services: Service) -> None:
        """This will start the services and not wait for them."""
        for service in services:
            log = Log(self.logs, service.name)
            log.trim()
            process = self.process(service, log)
            self.running[service.name] = Running(service, log, process, time.monotonic())

    def process(self, service: Service, log: Log) -> subprocess.Popen[bytes]:
        """A new process of the service, writing to its log."""
        with log.open() as file:
            return launch(service, file, self.hold)

    def wait_for(self, *names: str, within: float = 60.0) -> None:
        """This will return when all the named services are ready.

        Raises CannotStart, with the end of its log, when one has died or is not ready in time.
        """
        end = time.monotonic() + within
        waiting = [self.running[name] for name in names]
        while waiting:
            for one in waiting:
                self.must_live(one, end)
            waiting = [one for one in waiting if not one.service.ready(one.process.pid)]
            if waiting and self.asked.wait(0.03):
                raise Interrupted

    def must_live(self, one: Running, end: float) -> None:
        """Raises CannotStart unless the service runs and there is time left."""
        name = one.service.name
        if one.process.poll() is not None:
            raise CannotStart(f"{name} has stopped. Its log ends:\n{last_words(one)}")
        if time.monotonic() > end:
            raise CannotStart(f"{name} does not answer. Its log ends:\n{last_words(one)}")

    def run(self, service: Service) -> list[str]:
        """This will run a program to its end and answer its lines.

        Raises CannotStart, with the end of its log, when it fails.
        """
        self.start(service)
        one = self.running.pop(service.name)
        while one.process.poll() is None:
            if self.asked.wait(0.03):
                one.process.send_signal(service.farewell)
                self.see_out(one)
                raise Interrupted
        if one.process.returncode:
            raise CannotStart(f"{service.name} failed:\n{last_words(one)}")
        return one.log.fresh_lines()

    def watch(self) -> None:
        """This will restart whatever dies, and show what goes wrong, until asked to stop."""
        while not self.asked.wait(LOOK):
            for one in self.running.values():
                self.look_at(one)

    def look_at(self, one: Running) -> None:
        """One look at one service."""
        show_trouble(one)
        one.log.trim()
        now = time.monotonic()
        if one.again_at is not None:
            if now >= one.again_at:
                one.process, one.since, one.again_at = self.process(one.service, one.log), now, None
        elif one.process.poll() is not None:
            sweep_out(one.process)
            one.deaths = 1 if now - one.since > RECOVERED else one.deaths + 1
            pause = min(LONGEST_PAUSE, 2.0 ** (one.deaths - 1) - 1)
            one.again_at = now + pause
            say(f"{one.service.name} has stopped; it starts again in {pause:.0f} s. {one.log.path}")

    def stop(self) -> None:
        """This will stop everything; what others stand on goes last."""
        for ground in (False, True):
            leaving = [one for one in self.running.values() if one.service.ground == ground]
            for one in leaving:
                one.process.send_signal(one.service.farewell)
            for one in leaving:
                self.see_out(one)
        self.running.clear()

    def see_out(self, one: Running) -> None:
        """This will wait for a service that was asked to stop, and end it after its patience."""
        try:
            one.process.wait(one.service.patience)
        except subprocess.TimeoutExpired:
            say(f"{one.service.name} did not stop in time and is ended.")
            one.process.kill()
            one.process.wait()
        sweep_out(one.process)


def show_trouble(one: Running) -> None:
    """This will show what a log says of errors; the rest of it stays in the file."""
    for line in one.log.fresh_lines():
        if any(word in line for word in TROUBLE):
            say(f"{one.service.name}: {line}")


def last_words(one: Running) -> str:
    """The end of a service's log."""
    return "\n".join(one.log.last_lines())


def say(sentence: str) -> None:
    """This will put a line on the console at once."""
    print(sentence, file=sys.stderr, flush=True)
