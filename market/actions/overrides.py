"""Letting a vendor pass without a paper for a while, and stopping one from trading."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from market import rules
from market.actions import moves, notices
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.paper_states import OVERRIDE, SUSPENSION
from market.core.refusals import Conflict, Invalid
from market.models import Market, PaperOverride, PermitType, Suspension, Vendor

LONGEST_DAYS = 30


@transaction.atomic
def grant(
    vendor: Vendor,
    market: Market,
    *,
    type: PermitType | None,
    until: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> PaperOverride:
    """Let a vendor go on without a paper (None: any) until a day, at most 30 days ahead.

    It ends on that day by itself. Who let them pass, and why, is in the journal.
    """
    rules.require(by, "paperoverride.grant", market)
    on = local_day(at)
    if not on <= until <= on + timedelta(days=LONGEST_DAYS):
        raise Invalid(
            "bad_until",
            "Choose a last day from today on, at most {most} days ahead.",
            most=LONGEST_DAYS,
            field="until",
        )
    told = _said(reason)
    row = PaperOverride.objects.create(
        market=market,
        vendor=vendor,
        type=type,
        reason=told,
        since=on,
        until=until,
        granted_at=at,
        granted_by=by.name,
    )
    return moves.move(row, OVERRIDE, "grant", by=by, at=at, reason=told)


@transaction.atomic
def take_back(row: PaperOverride, *, reason: str, by: Actor, at: datetime) -> PaperOverride:
    """What was let pass is not let pass any more, from now on."""
    rules.require(by, "paperoverride.take_back", row)
    return moves.move(row, OVERRIDE, "take_back", by=by, at=at, reason=_said(reason))


@transaction.atomic
def suspend(
    vendor: Vendor,
    market: Market,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
) -> Suspension:
    """Stop a vendor from trading, and tell them why. The lease stands; nothing new is signed.

    until: the last day, None until somebody reinstates them. This will refuse with
    Conflict("suspended_already") a second one.
    """
    rules.require(by, "suspension.suspend", market)
    first, told = since or local_day(at), _said(reason)
    if until is not None and until < first:
        raise Invalid("bad_until", "The last day lies before the first.", field="until")
    row = Suspension.objects.create(
        market=market, vendor=vendor, reason=told, since=first, until=until, at=at, by_name=by.name
    )
    try:
        with transaction.atomic():
            moves.move(row, SUSPENSION, "suspend", by=by, at=at, reason=told)
    except IntegrityError as fault:
        raise Conflict(
            "suspended_already", "{vendor} is suspended already.", vendor=vendor.name
        ) from fault
    _tell("trading_suspended", row, {"reason": told, "since": first.isoformat()}, at)
    return row


@transaction.atomic
def reinstate(row: Suspension, *, reason: str, by: Actor, at: datetime) -> Suspension:
    """Let a vendor trade again, and tell them."""
    rules.require(by, "suspension.reinstate", row)
    moves.move(row, SUSPENSION, "reinstate", by=by, at=at, reason=_said(reason))
    _tell("trading_reinstated", row, {"since": local_day(at).isoformat()}, at)
    return row


def _said(reason: str) -> str:
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why; it is kept.", field="reason")
    return reason.strip()[:300]


def _tell(occasion: str, row: Suspension, facts: dict[str, str], at: datetime) -> None:
    notices.say(
        occasion,
        subject=f"suspension:{row.pk}",
        vendor=row.vendor,
        market=row.market,
        key=f"{occasion}/{row.pk}",
        facts=facts,
        at=at,
    )
