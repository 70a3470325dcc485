"""Which ways lead to a reader, as far as the house can tell beforehand."""

from django.conf import settings

from market.models import Notice
from market.queries.readers import reader_of


def known_ways(notice: Notice) -> set[str]:
    """The channels that the settings name; phoning only for whoever has a phone."""
    phone = bool(reader_of(notice).phone)
    return {name for name in settings.CHANNELS if phone or name != "call"}
