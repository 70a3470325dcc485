"""The settings of the fault run: one channel to a provider of our own, and short times."""

import os

from market.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "market.drill.apps.DrillConfig"]  # noqa: F405
CHANNELS = {"sms": "market.channels.gateway.Gateway"}
NOTICE_CHANNELS = ["sms"]
NOTICE_RATES = {}
PROVIDERS = {
    "gateway": {
        "url": os.environ.get("HUIQUAN_GATEWAY_URL", ""),
        "token": os.environ.get("HUIQUAN_GATEWAY_TOKEN", ""),
        "knows": os.environ.get("HUIQUAN_GATEWAY_KNOWS", ""),
    }
}
JOBS = {
    "deliver_notices": {"run": "market.actions.delivery.deliver_due", "every": 2},
    "reap_notices": {"run": "market.actions.delivery.reap", "every": 2},
}
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "visibility_timeout": 10,
    "socket_timeout": 2,
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}  # noqa: F405
