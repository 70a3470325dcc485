"""The house's own seal, made from the keys in the settings, and what it seals things for."""

from functools import cache

from django.conf import settings

from market.core.seals import Seal

VENDOR_ID = "vendor.id"
WORKER_ID = "worker.id"
# one purpose for the prints of all numbers: a person is found as vendor and as worker
PERSON = "person.id"
# the accounts that money comes from
PAYER = "payer.account"


def house_seal() -> Seal:
    """The seal that every identity number, code and sensitive paper of this house is under."""
    return _made(settings.SEAL_KEYS)


@cache
def _made(keys: str) -> Seal:
    return Seal.from_text(keys)
