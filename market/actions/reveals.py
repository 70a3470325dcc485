"""The access log of what is kept sealed."""

from datetime import datetime

from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Reveal, Vendor


def note(vendor: Vendor, *, subject: str, reason: str, by: Actor, at: datetime) -> Reveal:
    """Write down who reads what of a vendor, when and why. Raises Invalid("reason_missing")."""
    if not reason.strip():
        raise Invalid(
            "reason_missing",
            "Please say why you need to see this. It is kept with your name.",
            field="reason",
        )
    return Reveal.objects.create(
        vendor=vendor,
        subject=subject,
        reason=reason.strip()[:200],
        at=at,
        by_id=by.user,
        by_name=by.name,
    )
