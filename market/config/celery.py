"""The bell: Celery only says "look now"; what there is to do is found in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "market.config.settings")

app = Celery("huiquan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["market"])
