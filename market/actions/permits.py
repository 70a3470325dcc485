"""The life of a paper: handed in, checked against the print, renewed, withdrawn."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from market import rules
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.permit_numbers import permit_number
from market.core.refusals import Invalid
from market.core.renewals import window
from market.core.states import PERMIT, PermitState
from market.core.validity import require_dates, require_expiry
from market.models import Market, Permit, PermitType, Pitch, Vendor, Worker
from market.queries.days import working_calendar
from market.queries.lights import terms_of


@transaction.atomic
def submit(
    vendor: Vendor,
    type: PermitType,
    *,
    by: Actor,
    at: datetime,
    number: str = "",
    issued_on: date | None = None,
    expires_on: date | None = None,
    worker: Worker | None = None,
    pitch: Pitch | None = None,
    consent: bool = False,
) -> Permit:
    """Hand a paper in, to be checked. What the vendor says of it counts only until then.

    consent: the holder agrees that the market keeps a sensitive paper (a health certificate, an
    identity card); without it such a paper is refused with Invalid("consent_missing").
    """
    rules.require(by, "permit.submit", vendor)
    _require_own(vendor, worker)
    if type.sensitive and not consent:
        raise Invalid(
            "consent_missing",
            "This paper says something about a person's health or identity. We need their "
            "agreement before we may keep it.",
            field="consent",
        )
    require_dates(issued_on, expires_on, on=local_day(at))
    return Permit.objects.create(
        vendor=vendor,
        type=type,
        worker=worker,
        pitch=pitch,
        number=permit_number(type.code, number),
        issued_on=issued_on,
        expires_on=expires_on,
        consent_at=at if consent else None,
        submitted_at=at,
    )


@transaction.atomic
def accept(
    permit: Permit,
    *,
    number: str,
    issued_on: date | None,
    expires_on: date | None,
    by: Actor,
    at: datetime,
) -> Permit:
    """Take a paper as checked, with the number and the days that the checker read on it.

    The printed last day counts, never arithmetic. The papers that this one renews are replaced,
    kept, and linked.
    This will refuse with Invalid a paper that has run out, or that must run out and says not when.
    """
    rules.require(by, "permit.accept", permit)
    require_dates(issued_on, expires_on, on=local_day(at))
    require_expiry(expires_on, permit.type.valid_months, on=local_day(at))
    renewed = _renewed_by(permit, expires_on)
    moves.move(
        permit,
        PERMIT,
        "accept",
        by=by,
        at=at,
        number=permit_number(permit.type.code, number),
        issued_on=issued_on,
        expires_on=expires_on,
        faults="",
        checked_by_id=by.user,
        checked_at=at,
        renews_id=renewed[-1].pk if renewed else permit.renews_id,
    )
    for older in renewed:
        moves.move(older, PERMIT, "replace", by=by, at=at, reason=f"permit:{permit.pk}")
    return permit


@transaction.atomic
def return_(permit: Permit, *, faults: str, by: Actor, at: datetime) -> Permit:
    """Give a paper back with one complete list of what is to be put right, and tell the vendor."""
    rules.require(by, "permit.return", permit)
    told = faults.strip()
    if not told:
        raise Invalid(
            "reason_missing",
            "Please say everything that is to be put right, at once.",
            field="faults",
        )
    moves.move(permit, PERMIT, "return", by=by, at=at, reason=told, faults=told)
    _tell("permit_returned", permit, {"faults": told}, at)
    return permit


@transaction.atomic
def resubmit(
    permit: Permit,
    *,
    by: Actor,
    at: datetime,
    number: str | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> Permit:
    """Hand a returned paper in again, corrected. What is left out stays as it was."""
    rules.require(by, "permit.resubmit", permit)
    issued, expires = issued_on or permit.issued_on, expires_on or permit.expires_on
    require_dates(issued, expires, on=local_day(at))
    return moves.move(
        permit,
        PERMIT,
        "resubmit",
        by=by,
        at=at,
        number=permit.number if number is None else permit_number(permit.type.code, number),
        issued_on=issued,
        expires_on=expires,
        submitted_at=at,
    )


@transaction.atomic
def refuse(permit: Permit, *, reason: str, by: Actor, at: datetime) -> Permit:
    """Refuse a paper for good, and tell the vendor why."""
    rules.require(by, "permit.refuse", permit)
    told = _said(reason)
    moves.move(permit, PERMIT, "refuse", by=by, at=at, reason=told, faults=told)
    _tell("permit_refused", permit, {"reason": told}, at)
    return permit


@transaction.atomic
def withdraw(permit: Permit, *, by: Actor, at: datetime, reason: str = "") -> Permit:
    """Take a paper back: it was the wrong one, or is no longer needed."""
    rules.require(by, "permit.withdraw", permit)
    return moves.move(permit, PERMIT, "withdraw", by=by, at=at, reason=reason.strip())


@transaction.atomic
def revoke(permit: Permit, *, reason: str, by: Actor, at: datetime) -> Permit:
    """Take a checked paper out of force: the authority withdrew it, or it proved false."""
    rules.require(by, "permit.revoke", permit)
    told = _said(reason)
    moves.move(permit, PERMIT, "revoke", by=by, at=at, reason=told, faults=told)
    _tell("permit_revoked", permit, {"reason": told}, at)
    return permit


@transaction.atomic
def apply_for_renewal(
    permit: Permit, *, applied_on: date, receipt: str = "", by: Actor, at: datetime
) -> Permit:
    """Note that its renewal is with the authority.

    Applied for within its window, it counts until the authority has decided, also past its last
    day (行政许可法 第五十条). This will refuse with Invalid a day that is yet to come or before
    the window opens, and a paper that never runs out.
    """
    rules.require(by, "permit.apply", permit)
    if permit.expires_on is None:
        raise Invalid("never_runs_out", "This paper has no last day; there is nothing to renew.")
    if applied_on > local_day(at):
        raise Invalid("applied_in_future", "That day is yet to come.", field="applied_on")
    there = window(permit.expires_on, terms_of(permit.type), working_calendar())
    if applied_on < there.opens_on:
        raise Invalid(
            "too_early",
            "It can be renewed from {opens} on, until {closes}.",
            opens=there.opens_on,
            closes=there.closes_on,
            field="applied_on",
        )
    return moves.move(
        permit,
        PERMIT,
        "apply",
        by=by,
        at=at,
        reason=receipt.strip(),
        renewal_applied_on=applied_on,
        renewal_receipt=receipt.strip()[:60],
        renewal_in_time=applied_on <= there.closes_on,
    )


def _renewed_by(permit: Permit, expires_on: date | None) -> list[Permit]:
    """The papers in force of the same kind and holder that do not outlast this one."""
    outlived = Q() if expires_on is None else Q(expires_on__lte=expires_on)
    same = Permit.objects.filter(vendor=permit.vendor, type=permit.type)
    same = same.filter(Q(worker=permit.worker), Q(pitch=permit.pitch), state=PermitState.ACCEPTED)
    return list(same.filter(outlived).exclude(pk=permit.pk).order_by("pk"))


def _require_own(vendor: Vendor, worker: Worker | None) -> None:
    if worker is not None and worker.vendor_id != vendor.pk:
        raise Invalid("worker_elsewhere", "This person works for another vendor.", field="worker")


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why; the vendor is told.", field="reason")
    return reason.strip()


def _tell(occasion: str, permit: Permit, facts: dict[str, str], at: datetime) -> None:
    """The moment is in the key: the same news about the same paper can come again."""
    notices.say(
        occasion,
        subject=f"permit:{permit.pk}",
        vendor=permit.vendor,
        market=Market.objects.filter(accounts__vendor=permit.vendor_id).order_by("pk").first(),
        key=f"{occasion}/{permit.pk}/{at.timestamp():.0f}",
        facts={"paper": permit.type.name, **facts},
        at=at,
    )
