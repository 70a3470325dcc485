"""Which channels there are: the settings name them."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from market.channels import ByHand, Channel


def channel_named(name: str) -> Channel:
    """The channel of that name. Raises KeyError for one that the settings do not name."""
    return _made(settings.CHANNELS[name])


def channel_names() -> list[str]:
    """The channels that send by themselves."""
    return [name for name in sorted(settings.CHANNELS) if not by_hand(name)]


def by_hand(name: str) -> bool:
    """Whether a person goes this way: the call list, the slips under doors."""
    return isinstance(_made(settings.CHANNELS[name]), ByHand)


def names_by_hand() -> list[str]:
    return [name for name in sorted(settings.CHANNELS) if by_hand(name)]


@lru_cache
def _made(path: str) -> Channel:
    channel: Channel = import_string(path)()
    return channel
