"""How a letter reached its reader: noted with its proof, once."""

from dataclasses import dataclass
from datetime import date, datetime

from leasing.core.arrears_states import Proof
from leasing.models import Delivery
from market.actions import uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Invalid


@dataclass(frozen=True)
class Told:
    """What somebody says of a delivery. file: a photo as (bytes, name)."""

    how: str
    on: date
    by_name: str
    tracking: str = ""
    note: str = ""
    file: tuple[bytes, str] | None = None


def note(told: Told, *, issued_on: date, by: Actor, at: datetime) -> Delivery:
    """Write a delivery down, inside the caller's transaction.

    This will refuse a day before the letter was issued or after today, and a way that cannot be
    shown: registered mail without its number, a slip at the door or a witness without a photo or
    a word on it.
    """
    if not issued_on <= told.on <= local_day(at):
        raise Invalid(
            "bad_delivery_day",
            "Name a day from {first} until today.",
            first=issued_on,
            field="on",
        )
    if told.how == Proof.REGISTERED and not told.tracking.strip():
        raise Invalid("no_tracking", "Registered mail needs its number.", field="tracking")
    silent = told.file is None and not told.note.strip()
    if told.how in (Proof.DOOR_SLIP, Proof.WITNESS) and silent:
        raise Invalid(
            "no_evidence",
            "Add a photo, or write who saw it: this has to be shown later.",
            field="note",
        )
    file = None
    if told.file is not None:
        file = uploads.take_in(told.file[0], told.file[1], by=by, at=at)
    return Delivery.objects.create(
        how=Proof(told.how),
        on=told.on,
        by_name=told.by_name,
        tracking=told.tracking.strip(),
        note=told.note,
        file=file,
        noted_at=at,
        noted_by_id=by.user,
    )
