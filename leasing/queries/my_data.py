"""What leasing keeps of a vendor, for whoever asks what is kept of them."""

from collections.abc import Collection

from django.db.models import F

from leasing.models import Application, Lease, LeaseSignature
from market.core.data_kinds import Part


def parts(vendors: Collection[int]) -> list[Part]:
    """Applications, leases, and the vendor's signatures."""
    asked = Application.objects.filter(vendor__in=vendors).order_by("pk")
    leases = Lease.objects.filter(vendor__in=vendors).order_by("pk")
    signed = LeaseSignature.objects.filter(lease__vendor__in=vendors).order_by("pk")
    return [
        Part("applications", list(asked.values(*_ASKED))),
        Part("leases", list(leases.values(*_LEASE))),
        Part("leases", list(signed.values(*_SIGNED, contract=F("lease__reference")))),
    ]


_ASKED = ("reference", "kind", "state", "trade", "goods", "starts_on", "message", "submitted_at")
_LEASE = ("reference", "state", "starts_on", "ends_on")
_SIGNED = ("method", "phone_masked", "ip", "user_agent", "at")
