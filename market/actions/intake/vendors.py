"""Vendors from an operator's list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from market.actions import identities, people
from market.actions.intake.errands import Errand, Intake
from market.actions.intake.holders import Register
from market.actions.intake.listings import Book, compared, person_print
from market.actions.intake.runs import run
from market.core.deliveries import Delivery
from market.core.intake import VENDORS, VendorKind, VendorRow
from market.core.landings import IntakeReport, Landing, Outcome
from market.core.maps import MappedRow
from market.core.merging import Merge, kept_fault
from market.core.pinyin import sort_key
from market.models import Account, Vendor
from market.sealing import VENDOR_ID

# the fields that stand in a column of their own; the identity number is sealed into four
PLAIN = ("name", "kind", "contact", "phone", "email", "trade", "goods", "uscc")
_IDENTITY = "id_number"


def bring(delivery: Delivery[VendorRow], errand: Errand, *, dry_run: bool) -> IntakeReport:
    """Take the vendors of a list in at a market, and correct those that it corrects.

    A vendor is known again by the list's own number, credit code, or name and phone; else by
    identity number, credit code, or a name that only one vendor here has. What people changed
    here since stays, and is told.
    """
    claimed = frozenset(
        errand.key(row.value.source_key) for row in delivery.table.rows if row.value is not None
    )

    def land(rows: Sequence[MappedRow[VendorRow]]) -> Iterable[Landing]:
        return _land(rows, claimed, delivery, errand)

    return run(delivery, errand, land, dry_run=dry_run, scope=errand.market)


def take_in(rows: Sequence[VendorRow], errand: Errand) -> dict[str, Vendor]:
    """New vendors, by the keys of their lines: in three statements, with their accounts."""
    made = {errand.key(row.source_key): _new(row, errand) for row in rows}
    Vendor.objects.bulk_create(made.values())
    _open_accounts(made.values(), errand)
    book = Book("vendor", errand)
    for key, vendor in made.items():
        book.note(key, vendor.pk, _stands(vendor))
    book.write()
    return made


def _land(
    rows: Sequence[MappedRow[VendorRow]],
    claimed: frozenset[str],
    delivery: Delivery[VendorRow],
    errand: Errand,
) -> Iterable[Landing]:
    register = Register(errand, [row.value for row in rows if row.value], claimed)
    book = Book("vendor", errand)
    new: list[MappedRow[VendorRow]] = []
    landings: list[Landing] = []
    standing: list[Vendor] = []
    for row in rows:
        assert row.value is not None
        vendor = register.find(row.value)
        if vendor is None:
            new.append(row)
            continue
        merge = _corrected(
            vendor, row.value, delivery.columns, register=register, book=book, errand=errand
        )
        standing.append(vendor)
        outcome = Outcome.CHANGED if merge.changes else Outcome.UNCHANGED
        kept = tuple(kept_fault(field, delivery.columns) for field in merge.kept)
        landings.append(Landing(row.line, outcome, kept))
    take_in([row.value for row in new if row.value], errand)
    _open_accounts(standing, errand)
    book.write()
    return [*landings, *(Landing(row.line, Outcome.CREATED) for row in new)]


def _corrected(
    vendor: Vendor,
    row: VendorRow,
    columns: Collection[str],
    *,
    register: Register,
    book: Book,
    errand: Errand,
) -> Merge:
    """Write what is news of a vendor who is here already."""
    key = errand.key(row.source_key)
    before = register.listing_of(vendor, key)
    told = _told(row, columns)
    merge = compared(told, _stands(vendor), before, errand)
    changes = _columns(merge.changes, row)
    if changes:
        if "phone" in changes and vendor.phone:
            people.unlink_phone(vendor, vendor.phone)
        Vendor.objects.filter(pk=vendor.pk).update(**changes)
    taken = {field: value for field, value in told.items() if field not in merge.kept}
    noted = {field: value for field, value in taken.items() if value is not None}
    book.note(key, vendor.pk, noted, before)
    return merge


def _told(row: VendorRow, columns: Collection[str]) -> dict[str, Any]:
    """What the line says. A person is what everybody is of whom it does not say."""
    told = {name: getattr(row, name) for name in PLAIN}
    if row.kind is VendorKind.PERSON and "kind" not in columns:
        told["kind"] = None
    return {**told, _IDENTITY: person_print(row.id_number) if row.id_number else None}


def _stands(vendor: Vendor) -> dict[str, Any]:
    return {**{name: getattr(vendor, name) for name in PLAIN}, _IDENTITY: vendor.id_print}


def _columns(changes: Mapping[str, Any], row: VendorRow) -> dict[str, Any]:
    columns = {name: value for name, value in changes.items() if name != _IDENTITY}
    if "goods" in columns:
        columns["goods"] = list(columns["goods"])
    if "name" in columns:
        columns["name_key"] = sort_key(columns["name"])
    if _IDENTITY in changes:
        columns |= identities.sealed_columns(str(row.id_kind or ""), row.id_number or "", VENDOR_ID)
    return columns


def _new(row: VendorRow, errand: Errand) -> Vendor:
    told = {name: value for name, value in _told(row, ()).items() if value is not None}
    return Vendor(
        **{"name": row.name, **_columns(told, row)},
        source_key=errand.key(row.source_key),
        since=errand.at,
    )


def _open_accounts(vendors: Iterable[Vendor], errand: Errand) -> None:
    Account.objects.bulk_create(
        (Account(vendor=vendor, market=errand.market, opened_at=errand.at) for vendor in vendors),
        ignore_conflicts=True,
    )


INTAKE = Intake(VENDORS, bring)
