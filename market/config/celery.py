"""The bell: Celery only says "look now"; what there is to do is found in the database."""

import os
from typing import Any

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.config.settings")

app = Celery("huiquan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["market"])


def schedule() -> dict[str, Any]:
    """Every job at its own pace. A bell that nobody heard before the next one is forgotten."""
    jobs: dict[str, dict[str, Any]] = settings.JOBS
    return {
        name: {
            "task": f"market.{name}",
            "schedule": job["every"],
            "options": {"expires": max(job["every"] * 5 // 6, 1)},
        }
        for name, job in jobs.items()
    }


app.conf.beat_schedule = schedule()
