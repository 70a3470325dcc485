"""Which vendors have a calendar of their own."""

from events.models import VendorFeed
from market.core.actors import Actor


def open_feeds(by: Actor) -> dict[int, VendorFeed]:
    """The addresses that work, of one's own vendors, by the vendor's id."""
    rows = VendorFeed.objects.filter(vendor__in=by.vendors, revoked_at__isnull=True)
    return {each.vendor_id: each for each in rows}
