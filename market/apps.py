from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from market.config.celery import app as celery


class MarketConfig(AppConfig):
    name = "market"
    verbose_name = _("Market")

    def ready(self) -> None:
        celery.set_default()
