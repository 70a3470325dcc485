"""A pitch is offered, and the vendor has a while to make up their mind."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leasing import rules
from leasing.actions import leases
from leasing.actions.applications import application_moves
from leasing.core.drafts import LeaseDraft
from leasing.core.states import APPLICATION, ApplicationState, LeaseState
from leasing.models import Application, Lease
from market.actions import moves, notices
from market.actions.contention import in_one_go
from market.core.actors import HOUSE, Actor
from market.core.refusals import Conflict, Invalid, Refusal
from market.core.reports import Report
from market.models import Pitch


@in_one_go
def offer(
    application: Application,
    pitches: Sequence[Pitch],
    terms: LeaseDraft,
    *,
    until: datetime,
    by: Actor,
    at: datetime,
) -> Lease:
    """Offer pitches on terms until a moment. Until then nobody else can have them.

    This will draft and offer the lease, and refuse with Conflict("pitch_taken") when any of the
    ground is held by somebody else.
    """
    rules.require(by, "application.offer", application)
    if until <= at:
        raise Invalid("offer_in_the_past", "Give the vendor some time to answer.", field="until")
    _drop(application, at=at, reason="replaced by a new offer")
    lease = leases.draft(
        application.vendor,
        application.market,
        pitches,
        terms,
        by=by,
        at=at,
        application=application,
        goods=application.goods,
    )
    moves.move(application, APPLICATION, "offer", by=by, at=at, offer_until=until)
    leases.offer(lease, by=by, at=at)
    _tell(application, lease, "offer_made", at=at)
    return lease


@transaction.atomic
def accept(application: Application, *, by: Actor, at: datetime) -> Application:
    """The vendor takes the offer. The lease waits to be signed. Accepting twice is accepting once.

    This will refuse, with Conflict("offer_expired"), an offer whose time is over.
    """
    rules.require(by, "application.accept", application)
    standing = Application.objects.select_for_update().get(pk=application.pk)
    if standing.state == ApplicationState.ACCEPTED:
        return standing
    if standing.offer_until is not None and standing.offer_until <= at:
        raise Conflict(
            "offer_expired",
            "This offer has expired. Call the market office: the pitch may still be free.",
            until=standing.offer_until,
        )
    return moves.move(application, APPLICATION, "accept", by=by, at=at)


@transaction.atomic
def decline(application: Application, *, by: Actor, at: datetime, reason: str = "") -> Application:
    """The vendor does not want it. The ground is free again at once."""
    rules.require(by, "application.decline", application)
    moves.move(application, APPLICATION, "decline", by=by, at=at, reason=reason)
    _drop(application, at=at, reason="declined")
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime, reason: str = "") -> Application:
    """The vendor takes the application back, with whatever was offered on it."""
    rules.require(by, "application.withdraw", application)
    moves.move(application, APPLICATION, "withdraw", by=by, at=at, reason=reason)
    _drop(application, at=at, reason="withdrawn")
    return application


def expire_due(*, by: Actor, at: datetime) -> Report:
    """End the offers whose time is over, and free their pitches. One fault stops no other."""
    rules.require(by, "application.expire", None)
    over = Application.objects.filter(state=ApplicationState.OFFERED, offer_until__lte=at)
    counts = {"expired": 0, "answered_meanwhile": 0}
    for application in over.select_related("vendor", "market").order_by("offer_until", "pk"):
        try:
            _expire(application, by=by, at=at)
            counts["expired"] += 1
        except Refusal:
            counts["answered_meanwhile"] += 1
    return Report("expire_offers", counts)


@transaction.atomic
def _expire(application: Application, *, by: Actor, at: datetime) -> None:
    moves.move(application, APPLICATION, "expire", by=by, at=at)
    lease = _drop(application, at=at, reason="expired")
    if lease is not None:
        _tell(application, lease, "offer_expired", at=at)


def _drop(application: Application, *, at: datetime, reason: str) -> Lease | None:
    lease = Lease.objects.filter(application=application, state=LeaseState.OFFERED).first()
    if lease is not None:
        leases.cancel(lease, by=HOUSE, at=at, reason=reason)
    return lease


def _tell(application: Application, lease: Lease, occasion: str, *, at: datetime) -> None:
    until = application.offer_until
    notices.say(
        occasion,
        subject=f"application:{application.pk}",
        vendor=application.vendor,
        market=application.market,
        key=f"{occasion}/{application.pk}/{application_moves(application)}",
        facts={
            "reference": application.reference,
            "pitches": leases.pitch_codes(lease),
            "until": until.isoformat() if until else "",
        },
        at=at,
    )
