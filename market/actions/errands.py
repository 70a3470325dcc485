"""代办: the office gets a paper for a vendor, from the list of materials to the paper itself."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from market import rules
from market.actions import moves, permits
from market.actions.references import new_reference
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.paper_states import ERRAND, OPEN_ERRANDS
from market.core.refusals import Conflict, Invalid
from market.core.renewals import Window, window
from market.core.states import PermitState
from market.models import (
    Errand,
    ErrandMaterial,
    Market,
    Permit,
    PermitType,
    Pitch,
    Vendor,
    Worker,
)
from market.queries.days import working_calendar
from market.queries.lights import terms_of

# 行政许可法 第三十二条: five days to say what is missing, or it is taken in
SAYS_WITHIN = 5


@transaction.atomic
def begin(
    vendor: Vendor,
    market: Market,
    type: PermitType,
    *,
    by: Actor,
    at: datetime,
    worker: Worker | None = None,
    pitch: Pitch | None = None,
    note: str = "",
) -> Errand:
    """Open an errand for one paper, with the list of materials of its kind.

    Where a paper of that kind is in force, this renews it: its window is the errand's, and the
    day it closes is the first due day. This will refuse with Conflict("errand_open") a second
    one for the same paper.
    """
    rules.require(by, "errand.open", market)
    renews = _in_force(vendor, type, worker)
    there = _window(renews)
    try:
        with transaction.atomic():
            errand = Errand.objects.create(
                reference=new_reference("B"),
                market=market,
                vendor=vendor,
                type=type,
                worker=worker,
                pitch=pitch,
                renews=renews,
                opens_on=there.opens_on if there else None,
                closes_on=there.closes_on if there else None,
                provisional=bool(there and there.provisional),
                due_on=there.closes_on if there else None,
                note=note,
                created_at=at,
                created_by=by.name,
            )
    except IntegrityError as fault:
        raise Conflict("errand_open", "This paper is being seen to already.") from fault
    ErrandMaterial.objects.bulk_create(
        ErrandMaterial(errand=errand, name=name, position=place)
        for place, name in enumerate(type.materials)
    )
    return errand


@transaction.atomic
def tick(errand: Errand, names: list[str], *, by: Actor, at: datetime, also: str = "") -> Errand:
    """Say which materials are there, all of them at once; `also` adds one to the list."""
    rules.require(by, "errand.tick", errand)
    _require_open(errand)
    if also.strip():
        last = errand.materials.count()
        ErrandMaterial.objects.get_or_create(
            errand=errand, name=also.strip()[:100], defaults={"position": last}
        )
    there = errand.materials.filter(name__in=names)
    there.filter(got_on=None).update(got_on=local_day(at), got_by=by.name)
    errand.materials.exclude(name__in=names).update(got_on=None, got_by="")
    return errand


@transaction.atomic
def submit(errand: Errand, *, on: date, receipt: str = "", by: Actor, at: datetime) -> Errand:
    """Hand it in at the authority: who did, when, and the number of the receipt.

    This will refuse with Conflict("materials_missing") while something on the list is not there,
    and as permits.apply_for_renewal() does before the window of the old paper opens.
    """
    rules.require(by, "errand.submit", errand)
    missing = list(errand.materials.filter(got_on=None).values_list("name", flat=True))
    if missing:
        raise Conflict(
            "materials_missing",
            "These are still missing: {materials}.",
            materials="、".join(missing),
        )
    _require_past(on, at, "on")
    if errand.renews is not None and errand.renews.state == PermitState.ACCEPTED:
        permits.apply_for_renewal(errand.renews, applied_on=on, receipt=receipt, by=by, at=at)
    told = {"submitted_on": on, "submitted_by": by.name, "receipt": receipt.strip()[:60]}
    return _move(errand, "submit", by=by, at=at, due_on=_working_days(on, SAYS_WITHIN), **told)


@transaction.atomic
def receive(errand: Errand, *, on: date, by: Actor, at: datetime) -> Errand:
    """The authority has taken it in (受理). It decides within the days that its kind says."""
    rules.require(by, "errand.receive", errand)
    _require_past(on, at, "on")
    days = errand.type.decision_days
    due = _working_days(on, days) if days else None
    return _move(errand, "receive", by=by, at=at, received_on=on, due_on=due)


@transaction.atomic
def correct(errand: Errand, *, corrections: str, due_on: date, by: Actor, at: datetime) -> Errand:
    """The authority wants more (补正): one complete list, and by when."""
    rules.require(by, "errand.correct", errand)
    told = corrections.strip()
    if not told:
        raise Invalid("reason_missing", "Say what is to be put right.", field="corrections")
    return _move(errand, "correct", by=by, at=at, reason=told, corrections=told, due_on=due_on)


@transaction.atomic
def collect(
    errand: Errand,
    *,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
    consent: bool = False,
    by: Actor,
    at: datetime,
) -> Errand:
    """The paper is there (领证): it goes into the vendor's file as checked, the old one is replaced."""
    rules.require(by, "errand.collect", errand)
    dates: dict[str, Any] = {"number": number, "issued_on": issued_on, "expires_on": expires_on}
    paper = permits.submit(
        errand.vendor,
        errand.type,
        worker=errand.worker,
        pitch=errand.pitch,
        consent=consent or bool(errand.renews and errand.renews.consent_at),
        by=by,
        at=at,
        **dates,
    )
    permits.accept(paper, **dates, by=by, at=at)
    day = local_day(at)
    return _move(errand, "collect", by=by, at=at, permit=paper, collected_on=day, due_on=None)


@transaction.atomic
def refuse(errand: Errand, *, reason: str, by: Actor, at: datetime) -> Errand:
    """The authority has refused it."""
    rules.require(by, "errand.refuse", errand)
    return _move(errand, "refuse", by=by, at=at, reason=_said(reason), due_on=None)


@transaction.atomic
def drop(errand: Errand, *, reason: str, by: Actor, at: datetime) -> Errand:
    """It is not wanted any more."""
    rules.require(by, "errand.drop", errand)
    return _move(errand, "drop", by=by, at=at, reason=_said(reason), due_on=None)


def _move(errand: Errand, name: str, *, by: Actor, at: datetime, **told: Any) -> Errand:
    return moves.move(errand, ERRAND, name, by=by, at=at, **told)


def _in_force(vendor: Vendor, type: PermitType, worker: Worker | None) -> Permit | None:
    rows = Permit.objects.filter(vendor=vendor, type=type, worker=worker)
    return rows.filter(state=PermitState.ACCEPTED).order_by("-expires_on", "-pk").first()


def _window(renews: Permit | None) -> Window | None:
    if renews is None or renews.expires_on is None:
        return None
    return window(renews.expires_on, terms_of(renews.type), working_calendar())


def _working_days(on: date, count: int) -> date:
    return working_calendar().add_working_days(on, count)


def _require_open(errand: Errand) -> None:
    if errand.state not in OPEN_ERRANDS:
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=errand.state)


def _require_past(on: date, at: datetime, field: str) -> None:
    if on > local_day(at):
        raise Invalid("applied_in_future", "That day is yet to come.", field=field)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why; it is kept.", field="reason")
    return reason.strip()
