"""A vendor hands in a paper with its photo, from the phone."""

from datetime import date, datetime

from django.db import transaction

from market.actions import permits, uploads
from market.core.actors import Actor
from market.models import Permit, PermitType, Pitch, Vendor, Worker


@transaction.atomic
def hand_in(
    vendor: Vendor,
    type: PermitType,
    *,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
    number: str = "",
    expires_on: date | None = None,
    worker: Worker | None = None,
    pitch: Pitch | None = None,
    consent: bool = False,
) -> Permit:
    """The paper and its photo or PDF: all of it, or nothing. An older one stays until this is checked.

    Refuses what permits.submit() and uploads.store() refuse, each with its field.
    """
    permit = permits.submit(
        vendor,
        type,
        worker=worker,
        pitch=pitch,
        number=number,
        expires_on=expires_on,
        consent=consent,
        by=by,
        at=at,
    )
    uploads.store(content, name, permit, by=by, at=at)
    return permit
