"""The nouns of the programme."""

from events.models.programme import Filing, Series, Session, SignUp
from events.models.programmes import Programme
from events.models.vendor_feeds import VendorFeed

__all__ = ["Filing", "Programme", "Series", "Session", "SignUp", "VendorFeed"]
