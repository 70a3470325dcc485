"""The address of a vendor's own calendar: made, and taken back. Only its digest is kept."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from events import rules
from events.models import VendorFeed
from market.core.actors import Actor
from market.models import Vendor


@transaction.atomic
def begin(vendor: Vendor, *, by: Actor, at: datetime) -> str:
    """A new address's secret part, to be shown once; an older one is worthless from now on."""
    rules.require(by, "vendor-feed.open", vendor)
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    _end(vendor, at)
    secret = secrets.token_urlsafe(32)
    VendorFeed.objects.create(vendor=vendor, digest=_digest(secret), created_at=at)
    return secret


def end(vendor: Vendor, *, by: Actor, at: datetime) -> None:
    """Make the vendor's address worthless from now on."""
    rules.require(by, "vendor-feed.open", vendor)
    _end(vendor, at)


def vendor_of(secret: str) -> Vendor | None:
    """Whose calendar it is; None for an address that never was or is no longer."""
    rows = VendorFeed.objects.select_related("vendor").filter(revoked_at__isnull=True)
    found = rows.filter(digest=_digest(secret)).first()
    return found.vendor if found else None


def _end(vendor: Vendor, at: datetime) -> None:
    VendorFeed.objects.filter(vendor=vendor, revoked_at__isnull=True).update(revoked_at=at)


def _digest(secret: str) -> str:
    # 256 random bits: a plain digest of it cannot be searched
    return sha256(secret.encode()).hexdigest()
