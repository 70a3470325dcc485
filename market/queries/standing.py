"""Who stands where, and who has left, as the apps above the ground tell it."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from market.models import Pitch, Vendor


def standing(pitches: Collection[int], on: date) -> dict[int, int]:
    """The vendor at each of these pitches on a day, by pitch. A pitch nobody has is not in it."""
    found: dict[int, int] = {}
    for source in settings.PITCH_STANDERS:
        found |= import_string(source)(pitches, on)
    return found


def vendor_at(pitch: Pitch, on: date) -> Vendor | None:
    """The vendor at one pitch on a day."""
    there = standing([pitch.pk], on).get(pitch.pk)
    return Vendor.objects.filter(pk=there).first() if there else None


def gone(on: date) -> dict[int, date]:
    """The vendors who have left, with the last day of each.

    Who never had a place has not left; who has one anywhere, or will have one, is still here.
    """
    last: dict[int, date | None] = {}
    for source in settings.VENDOR_STAYS:
        for vendor, day in import_string(source)().items():
            before = last.get(vendor, day)
            last[vendor] = None if day is None or before is None else max(before, day)
    return {vendor: day for vendor, day in last.items() if day is not None and day < on}
