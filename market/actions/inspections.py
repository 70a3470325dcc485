"""Visits: written down once, however often a phone without signal sends them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import moves, notices, uploads
from market.actions.contention import one_at_a_time
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.inspecting.scores import Fault, score
from market.core.inspecting.states import INSPECTION, RoundState
from market.core.refusals import Conflict, Invalid
from market.models import (
    CheckItem,
    Finding,
    FindingPhoto,
    Inspection,
    Market,
    Pitch,
    Round,
    Vendor,
)

# a phone may have been without signal for so long, and its clock may be a little ahead
KEPT_ON_A_PHONE = timedelta(days=30)
AHEAD = timedelta(minutes=10)
MOST_FINDINGS = 40
MOST_PHOTOS = 6


@dataclass(frozen=True)
class Found:
    """What was not right. key: made where it was found. days: another time to put it right."""

    key: uuid.UUID
    item: str
    note: str = ""
    days: int | None = None


@transaction.atomic
def record(
    market: Market,
    vendor: Vendor,
    *,
    key: uuid.UUID,
    inspected_at: datetime,
    found: Sequence[Found],
    by: Actor,
    at: datetime,
    pitch: Pitch | None = None,
    round: Round | None = None,
    asked: Sequence[str] = (),
    note: str = "",
) -> Inspection:
    """Write a visit down with what was found, reckon its score, and tell the vendor what is to do.

    key: made on the phone; the same key is the same visit, and the first that came counts.
    inspected_at: as the phone says; asked: the codes of what was looked at.
    Raises Invalid for an unknown line of the checklist, a day that cannot be, and too many
    findings; Conflict("not_now") for a round that is over.
    """
    rules.require(by, "inspection.record", market)
    # two sendings of the same visit at once come one after the other
    one_at_a_time(f"inspection/{key}")
    if known := Inspection.objects.filter(key=key).first():
        return _the_same(known, market, vendor)
    _check_place(market, vendor, pitch, round)
    _check_words(inspected_at, found, at)
    items = _items({*asked, *(each.item for each in found)})
    result = score(Fault(items[each.item].points, items[each.item].grave) for each in found)
    visit = Inspection.objects.create(
        key=key,
        market=market,
        round=round,
        vendor=vendor,
        pitch=pitch,
        asked=list(asked),
        points=result.points,
        grade=result.grade,
        note=note.strip()[:500],
        inspected_at=min(inspected_at, at),
        recorded_at=at,
        inspected_by_id=by.user,
        by_name=by.name[:60],
    )
    _write_down(visit, found, items)
    if found:
        _tell(visit, at)
    return visit


@transaction.atomic
def void(inspection: Inspection, *, reason: str, by: Actor, at: datetime) -> Inspection:
    """Take a visit back that was written down for the wrong stall. It stays to be seen, struck out."""
    rules.require(by, "inspection.void", inspection)
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why.", field="reason")
    return moves.move(inspection, INSPECTION, "void", by=by, at=at, reason=reason.strip())


@transaction.atomic
def add_photo(
    finding: Finding,
    content: bytes,
    name: str,
    *,
    key: uuid.UUID,
    by: Actor,
    at: datetime,
    kind: str = "found",
) -> FindingPhoto:
    """Keep a photo of what was found, or of how it is now. The same key is the same photo."""
    rules.require(by, "inspection.record" if kind == "found" else "finding.rectify", finding)
    Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if known := FindingPhoto.objects.filter(key=key, finding=finding).first():
        return known
    if finding.photos.count() >= MOST_PHOTOS:
        raise Conflict(
            "too_many_files", "{most} photos are enough for one finding.", most=MOST_PHOTOS
        )
    upload = uploads.take_in(content, name, by=by, at=at)
    return FindingPhoto.objects.create(key=key, finding=finding, kind=kind, upload=upload)


def _the_same(known: Inspection, market: Market, vendor: Vendor) -> Inspection:
    if (known.market_id, known.vendor_id) != (market.pk, vendor.pk):
        raise Conflict("key_reused", "This key is that of another visit.", key=str(known.key))
    return known


def _check_place(market: Market, vendor: Vendor, pitch: Pitch | None, round: Round | None) -> None:
    if not vendor.accounts.filter(market=market).exists():
        raise Invalid("other_market", "This vendor is not at this market.", field="vendor")
    if pitch is not None and pitch.zone.market_id != market.pk:
        raise Invalid(
            "other_market", "{pitch} is not at this market.", pitch=pitch.code, field="pitch"
        )
    if round is not None and round.market_id != market.pk:
        raise Invalid("other_market", "This round is at another market.", field="round")
    if round is not None and round.state == RoundState.CANCELLED:
        raise Conflict("not_now", "This round was called off.", state=round.state)


def _check_words(inspected_at: datetime, found: Sequence[Found], at: datetime) -> None:
    if not at - KEPT_ON_A_PHONE <= inspected_at <= at + AHEAD:
        raise Invalid(
            "bad_moment",
            "A visit is written down within thirty days. Please look at the clock of this phone.",
            field="inspected_at",
        )
    if len(found) > MOST_FINDINGS or len({each.key for each in found}) != len(found):
        raise Invalid("bad_findings", "There are too many findings, or one twice.", field="found")


def _items(codes: set[str]) -> dict[str, CheckItem]:
    items = {item.code: item for item in CheckItem.objects.filter(code__in=codes)}
    if missing := sorted(codes - items.keys()):
        raise Invalid("unknown_item", "There is no line {item} in the checklist.", item=missing[0])
    return items


def _write_down(
    visit: Inspection, found: Iterable[Found], items: dict[str, CheckItem]
) -> list[Finding]:
    day = local_day(visit.inspected_at)
    rows = [
        Finding(
            key=each.key,
            inspection=visit,
            market=visit.market,
            vendor=visit.vendor,
            item=(item := items[each.item]),
            note=each.note.strip()[:500],
            points=item.points,
            grave=item.grave,
            due_on=day + timedelta(days=item.days if each.days is None else each.days),
        )
        for each in found
    ]
    return Finding.objects.bulk_create(rows)


def _tell(visit: Inspection, at: datetime) -> None:
    findings = list(visit.findings.select_related("item").order_by("due_on", "pk"))
    notices.say(
        "findings_made",
        subject=f"inspection:{visit.pk}",
        vendor=visit.vendor,
        market=visit.market,
        key=f"findings_made/{visit.key}",
        facts={
            "count": str(len(findings)),
            "what": findings[0].item.name,
            "due_on": findings[0].due_on.isoformat(),
        },
        at=at,
    )
