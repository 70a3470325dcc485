"""People who work for a vendor: the holders of health certificates."""

from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import identities
from market.core.actors import Actor
from market.core.names import person_name
from market.core.particulars import at_field, phone_or_none
from market.core.pinyin import sort_key
from market.core.refusals import Invalid
from market.models import Vendor, Worker
from market.sealing import WORKER_ID


@transaction.atomic
def add(
    vendor: Vendor,
    name: str,
    *,
    since: date,
    by: Actor,
    at: datetime,
    phone: str = "",
    id_kind: str = "",
    id_number: str = "",
) -> Worker:
    """Note a person who works for a vendor from a day on. Raises Invalid with the field."""
    rules.require(by, "vendor.edit", vendor)
    checked = at_field("name", person_name, name)
    return Worker.objects.create(
        vendor=vendor,
        name=checked,
        name_key=sort_key(checked, longest=120),
        phone=at_field("phone", phone_or_none, phone),
        since=since,
        **identities.sealed_columns(id_kind, id_number, WORKER_ID),
    )


@transaction.atomic
def end(worker: Worker, *, until: date, by: Actor, at: datetime) -> Worker:
    """Note the last day on which a person works for a vendor. Raises Invalid("bad_dates")."""
    rules.require(by, "vendor.edit", worker.vendor)
    if until < worker.since:
        raise Invalid("bad_dates", "The last day lies before the first.", field="until")
    Worker.objects.filter(pk=worker.pk).update(until=until)
    worker.refresh_from_db()
    return worker


@transaction.atomic
def reveal_identity(worker: Worker, *, reason: str, by: Actor, at: datetime) -> str:
    """The worker's identity number, in plain. Who read it, when and why is written down first."""
    rules.require(by, "vendor.reveal", worker.vendor)
    return identities.reveal(worker, reason=reason, by=by, at=at)
