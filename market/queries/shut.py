"""Which ground is announced as closed, as the apps above the ground tell it."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from market.core.shutting import Shutting


def announced_shut(since: date) -> dict[str, Shutting]:
    """What is closed on this day or later, by its key."""
    return {
        each.key: each for source in settings.SHUT_GROUND for each in import_string(source)(since)
    }
