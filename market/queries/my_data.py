"""Everything the house keeps of a vendor, in plain columns, gathered from every app that knows some."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.module_loading import import_string

from market.core.actors import Actor
from market.core.data_kinds import DATA_KINDS, DataKind, Part
from market.models import (
    Charge,
    Enquiry,
    EnquiryMessage,
    Finding,
    Inspection,
    Member,
    Notice,
    PaidNote,
    Payment,
    Permit,
    Retention,
    Upload,
    Vendor,
    Worker,
)

OPEN_CONSENTS = ("submitted", "returned", "accepted")


@dataclass(frozen=True)
class Kept:
    """A kind of data, how many rows there are of it, and for how many days afterwards it stays."""

    kind: DataKind
    count: int
    days: int | None


def gathered(vendors: Collection[int]) -> dict[str, list[dict[str, Any]]]:
    """All there is of these vendors, by kind, in the order of the table."""
    found: dict[str, list[dict[str, Any]]] = {kind.code: [] for kind in DATA_KINDS}
    for path in settings.VENDOR_DATA:
        for part in import_string(path)(vendors):
            found[part.kind] += part.rows
    return found


def kept_of(vendors: Collection[int]) -> list[Kept]:
    """What is kept, kind by kind, with how long."""
    days = dict(Retention.objects.values_list("code", "keep_days"))
    rows = gathered(vendors)
    return [Kept(kind, len(rows[kind.code]), days.get(kind.kept)) for kind in DATA_KINDS]


def consents_of(actor: Actor) -> QuerySet[Permit]:
    """The sensitive papers that somebody has agreed to have kept, the latest first."""
    agreed = Permit.objects.filter(vendor__in=actor.vendors, consent_at__isnull=False)
    return agreed.select_related("vendor", "type", "worker").order_by("-consent_at", "-pk")


def own_files(vendors: Collection[int]) -> QuerySet[Upload]:
    """The files of a vendor's papers that are still there."""
    rows = Upload.objects.filter(permit__vendor__in=vendors, erased_at=None, preview_of=None)
    return rows.select_related("permit__type").order_by("pk")


def parts(vendors: Collection[int]) -> list[Part]:
    """What the ground keeps. What is sealed is shown masked: the plain number is in the vendor's
    own hand, and a file that travels is no place for it."""
    mine = {"vendor__in": vendors}
    accounts = {"account__vendor__in": vendors}
    return [
        Part("file", _rows(Vendor.objects.filter(pk__in=vendors), *_FILE)),
        Part(
            "identity",
            _rows(Vendor.objects.filter(pk__in=vendors).exclude(id_masked=""), *_IDENTITY),
        ),
        Part("papers", _rows(Permit.objects.filter(**mine), *_PAPER, paper=F("type__code"))),
        Part("workers", _rows(Worker.objects.filter(**mine), *_WORKER)),
        Part(
            "members",
            _rows(
                Member.objects.filter(**mine),
                *("role", "since"),
                person=F("user__name"),
                phone=F("user__phone"),
            ),
        ),
        Part(
            "bills", _rows(Charge.objects.filter(**accounts), *_CHARGE, item_code=F("item__code"))
        ),
        Part("bills", _rows(Payment.objects.filter(**accounts), *_PAYMENT)),
        Part("bills", _rows(PaidNote.objects.filter(**accounts), *_PAID)),
        Part("inspections", _rows(Inspection.objects.filter(**mine), *_VISIT)),
        Part("inspections", _rows(Finding.objects.filter(**mine), *_FINDING)),
        Part("messages", _rows(Notice.objects.filter(**mine), *_NOTICE)),
        Part("enquiries", _rows(Enquiry.objects.filter(**mine), *_ENQUIRY)),
        Part(
            "enquiries", _rows(EnquiryMessage.objects.filter(enquiry__vendor__in=vendors), *_SAID)
        ),
    ]


_FILE = ("name", "kind", "contact", "phone", "email", "language", "trade", "goods", "uscc", "since")
_IDENTITY = ("id_kind", "id_masked")
_PAPER = ("number", "state", "issued_on", "expires_on", "consent_at", "submitted_at")
_WORKER = ("name", "phone", "id_kind", "id_masked", "since", "until")
_CHARGE = ("key", "amount_fen", "due_on", "open_fen", "note", "charged_at")
_PAYMENT = ("key", "amount_fen", "method", "received_on", "payer", "note", "recorded_at")
_PAID = ("amount_fen", "method", "paid_on", "reference", "state", "answer", "told_at")
_VISIT = ("state", "grade", "points", "inspected_at")
_FINDING = ("state", "note", "answer", "due_on")
_NOTICE = ("occasion", "title", "body", "channel", "state", "sent_at", "confirmed_at")
_ENQUIRY = ("reference", "kind", "state", "asked_at", "due_at", "stars", "stars_word")
_SAID = ("text", "ours", "at")


def _rows(rows: QuerySet[Any], *columns: str, **named: Any) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values("pk", *columns, **named))
