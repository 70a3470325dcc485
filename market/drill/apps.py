"""The app of the fault run; see market.drill.times."""

from importlib import import_module

from django.apps import AppConfig


class DrillConfig(AppConfig):
    """Shortens the times once everything is loaded."""

    name = "market.drill"
    label = "drill"

    def ready(self) -> None:
        import_module("market.drill.times").shorten()
