"""Calls: who may take part in a series or a session, until when, for how much, and how many."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from events import rules
from events.core.codes import ALPHABET, LENGTH, digest
from events.models import Call, LateCode, Quota, Series, Session
from events.models.taking_part import PARTS
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid

CHANGEABLE = frozenset(
    {
        *("opens_at", "closes_at", "places", "first_come", "fee_fen", "deposit_fen", "note"),
        *("offer_hours", "free_until_hours"),
        *("weather_percent", "police_percent", "market_percent"),
    }
)


@transaction.atomic
def open_call(
    series: Series,
    *,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    session: Session | None = None,
    part: str = "stall",
    quotas: Mapping[str, int] | None = None,
    **terms: Any,
) -> Call:
    """Invite vendors (part "stall") or performers ("act") to a series, or to one of its sessions.

    terms: any of CHANGEABLE. This will refuse a call that ends before it begins, a session of
    another series, and an unknown part.
    """
    rules.require(by, "night-call.open", series)
    if part not in PARTS:
        known = ", ".join(PARTS)
        raise Invalid("bad_word", "{field} must be one of: {known}.", field="part", known=known)
    if session is not None and session.series_id != series.pk:
        raise Invalid("other_series", "This session belongs to another series.", field="session")
    call = Call(series=series, session=session, part=part, opens_at=opens_at, closes_at=closes_at)
    _set(call, terms)
    call.save(force_insert=True)
    set_quotas(call, quotas or {})
    return call


@transaction.atomic
def edit(call: Call, *, by: Actor, quotas: Mapping[str, int] | None = None, **terms: Any) -> Call:
    """Say its terms anew. Who has room already keeps it, at the price that was charged."""
    rules.require(by, "night-call.edit", call)
    _set(call, terms)
    call.save()
    if quotas is not None:
        set_quotas(call, quotas)
    return call


def set_quotas(call: Call, quotas: Mapping[str, int]) -> None:
    """How many of each trade have room; a trade that is not named is limited by nothing else."""
    call.quotas.exclude(trade__in=quotas).delete()
    Quota.objects.bulk_create(
        (Quota(call=call, trade=trade, places=places) for trade, places in quotas.items()),
        update_conflicts=True,
        unique_fields=["call", "trade"],
        update_fields=["places"],
    )


@transaction.atomic
def make_late_code(call: Call, *, uses: int, until: datetime, by: Actor, at: datetime) -> str:
    """A code that lets somebody in after the call has closed. It is told once, and not kept."""
    rules.require(by, "night-call.edit", call)
    if not 0 < uses <= 100 or until <= at:
        raise Invalid(
            "bad_code_terms", "A code is for 1 to 100 sign-ups, and for some time to come."
        )
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    LateCode.objects.create(call=call, digest=digest(code), uses_left=uses, until=until, made_at=at)
    return code


def refuse_closed(call: Call, *, code: str, at: datetime) -> None:
    """This will refuse, with Conflict("call_closed"), who comes too early or too late.

    A late access code opens it: one of its uses is taken.
    """
    if call.opens_at <= at < call.closes_at:
        return
    if at < call.opens_at:
        raise Conflict("call_not_open", "Sign-up opens at {opens_at}.", opens_at=call.opens_at)
    usable = call.late_codes.filter(digest=digest(code), until__gt=at, uses_left__gt=0)
    if not code or not usable.update(uses_left=F("uses_left") - 1):
        raise Conflict(
            "call_closed",
            "Sign-up has closed. With a code from the market office you still get in.",
            closed_at=call.closes_at,
            field="code",
        )


def _set(call: Call, terms: Mapping[str, Any]) -> None:
    unknown = set(terms) - CHANGEABLE
    if unknown:
        raise TypeError(f"a call has no {sorted(unknown)}")
    for name, value in terms.items():
        setattr(call, name, value)
    if call.closes_at <= call.opens_at:
        raise Invalid("closes_before_it_opens", "It closes before it opens.", field="closes_at")
    if call.fee_fen < 0 or call.deposit_fen < 0:
        raise Invalid("bad_amount", "An amount is zero or more.", field="fee")
    for name in ("weather_percent", "police_percent", "market_percent"):
        if not 0 <= getattr(call, name) <= 100:
            raise Invalid("bad_percent", "A share is between 0 and 100 percent.", field=name)
