"""The house's own seal, made from the keys in the settings."""

from functools import cache

from django.conf import settings

from market.core.seals import Seal


def house_seal() -> Seal:
    """The seal that every identity number, code and sensitive paper of this house is under."""
    return _made(settings.SEAL_KEYS)


@cache
def _made(keys: str) -> Seal:
    return Seal.from_text(keys)
