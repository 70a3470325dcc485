"""The closed sets of the ground's columns as words, for the catalogue."""

from collections.abc import Iterator

from market.core.words import plain
from market.models.money import PAYMENT_METHODS
from market.models.places import PITCH_KINDS


def kinds() -> Iterator[tuple[str, str]]:
    """How pitches and payments are called, each in its own context."""
    yield from (("pitch_kind", plain(kind)) for kind in PITCH_KINDS)
    yield from (("payment", plain(method)) for method in PAYMENT_METHODS)
