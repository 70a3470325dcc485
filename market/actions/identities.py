"""Identity numbers: checked, sealed, and read again only with a reason."""

from datetime import datetime

from market.actions import reveals
from market.core.actors import Actor
from market.core.identity import IdKind, identity_number, masked_id
from market.core.particulars import at_field
from market.core.refusals import Invalid
from market.models import Vendor, Worker
from market.sealing import PERSON, VENDOR_ID, WORKER_ID, house_seal

ID_FIELDS = ("id_kind", "id_number")


def sealed_columns(kind: str, number: str, purpose: str) -> dict[str, str]:
    """The four columns that keep an identity number; all empty where none is given.

    Raises Invalid with the field: bad_id_kind, or what the number's own check raises.
    """
    if not number.strip():
        return {"id_kind": "", "id_sealed": "", "id_print": "", "id_masked": ""}
    if kind not in set(IdKind):
        raise Invalid(
            "bad_id_kind", "Choose which paper the identity number stands on.", field="id_kind"
        )
    written = at_field("id_number", lambda text: identity_number(IdKind(kind), text), number)
    seal = house_seal()
    return {
        "id_kind": kind,
        "id_sealed": seal.seal(written, purpose),
        "id_print": seal.fingerprint(written, PERSON),
        "id_masked": masked_id(written),
    }


def reveal(holder: Vendor | Worker, *, reason: str, by: Actor, at: datetime) -> str:
    """The identity number, in plain, once it is written down who reads it, when and why."""
    if not holder.id_sealed:
        raise Invalid("nothing_sealed", "There is no identity number on file.")
    vendor = holder if isinstance(holder, Vendor) else holder.vendor
    subject = f"{holder._meta.model_name}:{holder.pk}"
    reveals.note(vendor, subject=subject, reason=reason, by=by, at=at)
    purpose = VENDOR_ID if isinstance(holder, Vendor) else WORKER_ID
    return house_seal().open(holder.id_sealed, purpose)
