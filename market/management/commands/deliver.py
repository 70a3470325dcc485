"""manage.py deliver [--loop] [--every SECONDS]: the second bell, without Celery and Redis."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from market import clock
from market.actions import delivery
from market.core.actors import HOUSE
from market.queries.delivering import clock_is_right, pulse, skew

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """This will deliver what is due, once, or again and again until it is stopped.

    Beside a running beat it is harmless: a notice is claimed by one of them. The pauses are
    counted by a clock that nobody can set, so a change of the time of day stops nothing.
    """

    help = "Delivers what is due, without Celery and Redis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until stopped")
        parser.add_argument("--every", type=float, default=30.0, help="seconds between two looks")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["loop"]:
            self.stdout.write(_look())
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        begun = time.monotonic()
        while not stop.is_set():
            close_old_connections()
            try:
                log.info(_look())
            except Exception:  # the database may be away; it will be back
                log.exception("could not deliver")
            passed = time.monotonic() - begun
            stop.wait(options["every"] - passed % options["every"])


def _look() -> str:
    at = clock.now()
    if not clock_is_right(at=at):
        log.error("the clock is off by %s: nothing is said", skew(at=at))
        return "the clock is off"
    for trouble in pulse(at=at).troubles:
        log.error("messages are in trouble: %s", trouble)
    reaped = delivery.reap(by=HOUSE, at=at)
    delivered = delivery.deliver_due(by=HOUSE, at=at)
    return f"{dict(delivered.counts)} {dict(reaped.counts)}"
