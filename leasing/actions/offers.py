"""A pitch is offered, and the vendor has a while to make up their mind."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leasing import rules
from leasing.actions import applications, leases, rooms, standing, tidings
from leasing.core.drafts import LeaseDraft
from leasing.core.states import APPLICATION, ApplicationState, LeaseState
from leasing.models import Application, Lease
from market.actions import moves
from market.actions.contention import in_one_go
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.occasions import Words
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
    beyond: str = "",
    words: Words | None = None,
) -> Lease:
    """Offer pitches on terms until a moment. Until then nobody else can have them.

    beyond: why, where the call has no place left for the trade. words: what to say instead of the
    usual. This will draft and offer the lease, and refuse with Conflict("pitch_taken") when any
    of the ground is held by somebody else, "quota_full", and "vendor_barred".
    """
    rules.require(by, "application.offer", application)
    if until <= at:
        raise Invalid("offer_in_the_past", "Give the vendor some time to answer.", field="until")
    standing.refuse_barred(application.vendor, on=local_day(at))
    more = rooms.require(application, beyond=beyond)
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
    told = {"offer_until": until, "decided_from": ""}
    moves.move(application, APPLICATION, "offer", by=by, at=at, reason=more, **told)
    standing.forget_decision(application)
    leases.offer(lease, by=by, at=at)
    if words is None:
        _tell(application, lease, "offer", at=at)
    else:
        tidings.say(application, "application_told", at=at, title=words.title, text=words.body)
    return lease


@transaction.atomic
def accept(application: Application, *, by: Actor, at: datetime) -> Application:
    """The vendor takes the offer. The lease waits to be signed. Accepting twice is accepting once.

    This will refuse, with Conflict("offer_expired"), an offer whose time is over.
    """
    rules.require(by, "application.accept", application)
    now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if now.state == ApplicationState.ACCEPTED:
        return now
    if now.offer_until is not None and now.offer_until <= at:
        raise Conflict(
            "offer_expired",
            "This offer has expired. Call the market office: the pitch may still be free.",
            until=now.offer_until,
        )
    standing.judge(application, "accept", by=by)
    moves.move(application, APPLICATION, "accept", by=by, at=at)
    _tell(application, _offered(application), "accept", at=at)
    return application


@transaction.atomic
def decline(application: Application, *, by: Actor, at: datetime, reason: str = "") -> Application:
    """The vendor does not want it. The ground is free again at once."""
    rules.require(by, "application.decline", application)
    standing.judge(application, "decline", by=by)
    moves.move(application, APPLICATION, "decline", by=by, at=at, reason=reason)
    _tell(application, _drop(application, at=at, reason="declined"), "decline", at=at)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime, reason: str = "") -> Application:
    """The vendor takes the application back, with whatever was offered on it."""
    rules.require(by, "application.withdraw", application)
    standing.judge(application, "withdraw", by=by)
    moves.move(application, APPLICATION, "withdraw", by=by, at=at, reason=reason, decided_from="")
    standing.forget_decision(application)
    _drop(application, at=at, reason="withdrawn")
    if application.submitted_at is not None:
        tidings.tell(application, "withdraw", at=at)
    return application


@transaction.atomic
def cancel(application: Application, *, reason: str, by: Actor, at: datetime) -> Application:
    """The house drops it (取消), with the reason that the vendor will read. What was offered is free."""
    rules.require(by, "application.cancel", application)
    applications.require_reason(reason)
    moves.move(application, APPLICATION, "cancel", by=by, at=at, reason=reason, decided_from="")
    standing.forget_decision(application)
    _drop(application, at=at, reason="cancelled")
    tidings.tell(application, "cancel", at=at, reason=reason)
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
    _tell(application, _drop(application, at=at, reason="expired"), "expire", at=at)


def _offered(application: Application) -> Lease | None:
    return Lease.objects.filter(application=application, state=LeaseState.OFFERED).first()


def _drop(application: Application, *, at: datetime, reason: str) -> Lease | None:
    lease = _offered(application)
    if lease is not None:
        leases.cancel(lease, by=HOUSE, at=at, reason=reason)
    return lease


def _tell(application: Application, lease: Lease | None, move: str, *, at: datetime) -> None:
    if lease is None:
        return
    facts = {"pitches": leases.pitch_codes(lease)}
    if move in ("offer", "expire") and application.offer_until is not None:
        facts["until"] = application.offer_until.isoformat()
    tidings.tell(application, move, at=at, **facts)
