"""By which name a vendor is reached through a channel: told by the vendor, from that very channel."""

from datetime import datetime

from django.db import transaction

from market import rules
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Contact, Vendor

MOST = 100


@transaction.atomic
def connect(vendor: Vendor, channel: str, address: str, *, by: Actor, at: datetime) -> Contact:
    """From now on the vendor is reached there. What was agreed to at another address is over.

    address: the provider's own name for the person. Raises Invalid("bad_address") for none.
    """
    rules.require(by, "vendor.prefer", vendor)
    if not address or len(address) > MOST:
        raise Invalid("bad_address", "The provider did not say who this is. Please try again.")
    known = Contact.objects.select_for_update().filter(vendor=vendor, channel=channel).first()
    same = known is not None and known.address == address
    found, _ = Contact.objects.update_or_create(
        vendor=vendor,
        channel=channel,
        defaults={
            "address": address,
            "consents": known.consents if known is not None and same else 0,
            "noted_at": at,
            "gone_at": None,
        },
    )
    return found


@transaction.atomic
def disconnect(vendor: Vendor, channel: str, *, by: Actor, at: datetime) -> None:
    """The address is forgotten; messages go by the next way."""
    rules.require(by, "vendor.prefer", vendor)
    Contact.objects.filter(vendor=vendor, channel=channel).delete()
