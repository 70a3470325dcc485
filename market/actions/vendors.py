"""Vendors: taken in, corrected, and their identity number read with a reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from market import rules
from market.actions import accounts, identities, people
from market.core.actors import Actor
from market.core.particulars import particulars
from market.core.pinyin import sort_key
from market.models import Market, Vendor
from market.sealing import VENDOR_ID


@transaction.atomic
def add(
    name: str,
    *,
    market: Market,
    by: Actor,
    at: datetime,
    kind: str = "person",
    contact: str = "",
    phone: str = "",
    email: str = "",
    language: str = "zh-hans",
    trade: str = "",
    goods: Sequence[str] = (),
    uscc: str = "",
    id_kind: str = "",
    id_number: str = "",
    source_key: str | None = None,
) -> Vendor:
    """Take a vendor in at a market and open its account there.

    Names, numbers and the identity number are checked as typed; the identity number is sealed
    and comes back only through reveal_identity(). Raises Invalid with the field.
    """
    rules.require(by, "vendor.add", market)
    told = {
        "name": name,
        "kind": kind,
        "contact": contact,
        "phone": phone,
        "email": email,
        "language": language,
        "trade": trade,
        "goods": goods,
        "uscc": uscc,
    }
    vendor = Vendor.objects.create(
        **_columns(told),
        **identities.sealed_columns(id_kind, id_number, VENDOR_ID),
        source_key=source_key,
        since=at,
    )
    accounts.open_account(vendor, market, at=at)
    return vendor


@transaction.atomic
def edit(vendor: Vendor, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> Vendor:
    """Correct what is on file of a vendor.

    changes: any of name, kind, contact, phone, email, language, trade, goods, uscc, and id_kind
    with id_number. Who came in by the old phone no longer acts for the vendor once it changes.
    """
    rules.require(by, "vendor.edit", vendor)
    before = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    columns = _columns({k: v for k, v in changes.items() if k not in identities.ID_FIELDS})
    if "id_number" in changes:
        kind = changes.get("id_kind", before.id_kind)
        columns |= identities.sealed_columns(kind, changes["id_number"], VENDOR_ID)
    if before.phone and columns.get("phone", before.phone) != before.phone:
        people.unlink_phone(vendor, before.phone)
    Vendor.objects.filter(pk=vendor.pk).update(**columns)
    vendor.refresh_from_db()
    return vendor


@transaction.atomic
def reveal_identity(vendor: Vendor, *, reason: str, by: Actor, at: datetime) -> str:
    """The vendor's identity number, in plain. Who read it, when and why is written down first.

    Raises Invalid("reason_missing") without a reason, Invalid("nothing_sealed") without a number.
    """
    rules.require(by, "vendor.reveal", vendor)
    return identities.reveal(vendor, reason=reason, by=by, at=at)


def _columns(told: Mapping[str, Any]) -> dict[str, Any]:
    columns = particulars(told)
    return columns | ({"name_key": sort_key(columns["name"])} if "name" in columns else {})
