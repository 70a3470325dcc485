"""Which channels there are: the settings name them."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from market.channels import Channel


def channel_named(name: str) -> Channel:
    """The channel of that name. Raises KeyError for one that the settings do not name."""
    return _made(settings.CHANNELS[name])


def channel_names() -> list[str]:
    """The channels that send by themselves; the others wait for a person."""
    return [name for name in sorted(settings.CHANNELS) if name not in settings.BY_HAND]


@lru_cache
def _made(path: str) -> Channel:
    channel: Channel = import_string(path)()
    return channel
