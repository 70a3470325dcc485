"""What the programme keeps of a vendor, for whoever asks what is kept of them."""

from collections.abc import Collection

from django.db.models import F

from events.models import SignUp
from market.core.data_kinds import Part


def parts(vendors: Collection[int]) -> list[Part]:
    """The nights that a vendor has signed up for."""
    rows = SignUp.objects.filter(vendor__in=vendors).order_by("pk")
    columns = ("state", "part", "act", "asked_at", "confirmed_at")
    return [Part("nights", list(rows.values(*columns, day=F("session__day"))))]
