"""One's own data: to have a copy of it, and to take a consent back."""

import io
import json
import zipfile
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import erasures, moves, permits, uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Missing
from market.models import Permit, Vendor
from market.queries.erasures import CONSENT_BACK, Due
from market.queries.my_data import OPEN_CONSENTS, gathered, own_files

# a copy is made while somebody waits: of more than this much only the list is in it
MOST_BYTES = 60 * 2**20


@transaction.atomic
def copy(vendors: Collection[Vendor], *, files: bool, by: Actor, at: datetime) -> bytes:
    """All that is kept of these vendors, as JSON; with files as a ZIP of it and their papers.

    That it was handed out is in the journal. Only the vendor's own may, not who helps.
    """
    for vendor in vendors:
        rules.require(by, "vendor.copy", vendor)
        moves.note(vendor, "copy", by=by, at=at)
    keys = [vendor.pk for vendor in vendors]
    told = {"made_at": at.isoformat(), "data": gathered(keys)}
    text = json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()
    return _zipped(text, keys) if files else text


@transaction.atomic
def withdraw_consent(permit: Permit, *, by: Actor, at: datetime) -> Permit:
    """Take the consent to keep a sensitive paper back: its files are destroyed, the paper is over.

    What was done while the consent stood stays done. Without the paper a trade that needs it has
    to rest; the page says so before. Raises Conflict("no_consent") where there is none to take
    back. Source: 个人信息保护法 第十五条.
    """
    rules.require(by, "permit.withdraw", permit)
    if permit.consent_at is None or permit.state not in OPEN_CONSENTS:
        raise Conflict("no_consent", "There is no consent here that could be taken back.")
    moved = permits.withdraw(permit, by=by, at=at, reason=CONSENT_BACK)
    on = local_day(at)
    gone = [
        Due(
            noun="upload",
            pk=upload.pk,
            kept=permit.type.code,
            vendor=permit.vendor_id,
            vendor_name=permit.vendor.name,
            what=permit.type.name,
            ended_on=on,
            due_on=on,
            why=CONSENT_BACK,
            sha256=upload.sha256,
        )
        for upload in permit.uploads.filter(erased_at=None)
    ]
    erasures.destroy(gone, by=by, at=at)
    return moved


def _zipped(text: bytes, vendors: Collection[int]) -> bytes:
    made, size = io.BytesIO(), 0
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", text)
        for upload in own_files(vendors):
            size += upload.size
            if size > MOST_BYTES or upload.permit is None:
                break
            name = f"papers/{upload.permit.type.code}-{upload.pk}-{upload.name}"
            try:
                archive.writestr(name, uploads.read(upload))
            except Missing:
                continue
    return made.getvalue()
