"""The periodic jobs as Celery tasks, named market.<job>. They are bells and take no arguments."""

import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from market import clock
from market.core.actors import HOUSE
from market.queries.delivering import clock_is_right, skew

log = logging.getLogger(__name__)


def _task(job: str, run: str) -> Callable[[], None]:
    @shared_task(name=f"market.{job}")
    def ring() -> None:
        at = clock.now()
        if not clock_is_right(at=at):
            log.error("the clock is off by %s: %s waits", skew(at=at), job)
            return
        report = import_string(run)(by=HOUSE, at=at)
        log.info("%s: %s", job, dict(report.counts))

    return ring


JOBS: dict[str, dict[str, Any]] = settings.JOBS
TASKS = {name: _task(name, job["run"]) for name, job in JOBS.items()}
