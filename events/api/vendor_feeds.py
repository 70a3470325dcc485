"""/me/calendar-feeds: the address of one's own nights, made and taken back."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Status

from events.actions import vendor_feeds as deeds
from market import clock
from market.api.access import member
from market.api.me import own
from market.api.schemas import Id, Out, Strict
from market.models import Vendor

router = Router(auth=member)


class FeedIn(Strict):
    """For which of one's vendors."""

    vendor: Id


class FeedOut(Out):
    """The address, which is told this once."""

    vendor: int
    url: str


@router.post("/me/calendar-feeds", response={201: FeedOut})
def begin(request: HttpRequest, told: FeedIn) -> Status[FeedOut]:
    """Make an address; one made before is worthless from now on."""
    by = own(request)
    vendor = get_object_or_404(Vendor, pk=told.vendor, pk__in=by.vendors)
    secret = deeds.begin(vendor, by=by, at=clock.now())
    url = settings.PUBLIC_URL + reverse("events:vendor_feed", args=[secret])
    return Status(201, FeedOut(vendor=vendor.pk, url=url))


@router.delete("/me/calendar-feeds/{int:pk}", response={204: None})
def end(request: HttpRequest, pk: int) -> Status[None]:
    """Make the address of a vendor worthless."""
    by = own(request)
    vendor = get_object_or_404(Vendor, pk=pk, pk__in=by.vendors)
    deeds.end(vendor, by=by, at=clock.now())
    return Status(204, None)
