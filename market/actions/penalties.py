"""Penalties by an authority, and the bar that three of them in a year bring."""

from datetime import date, datetime

from django.db import transaction

from market import rules
from market.actions import moves
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.inspecting.bars import Bar, TradeClass
from market.core.inspecting.states import PENALTY
from market.core.refusals import Conflict, Invalid
from market.models import Market, Penalty, Vendor
from market.queries.bars import bar_by_penalties

# kept in Chinese, as what an operator writes there is
REASON = "一年内三次食品安全处罚"


@transaction.atomic
def record(
    market: Market,
    vendor: Vendor,
    *,
    penalised_on: date,
    trade_class: str,
    authority: str,
    deed: str,
    by: Actor,
    at: datetime,
    reference: str = "",
    amount_fen: int | None = None,
) -> Penalty:
    """Write an authority's penalty down; with the third in a year the vendor is barred.

    Leases, sessions and applications ask for the bar. Raises Invalid for a day to come, an
    unknown class, or without an authority and a deed; Conflict("penalty_known") for a reference
    that is written down already.
    """
    rules.require(by, "penalty.record", market)
    _check(vendor, market, penalised_on, trade_class, at=at)
    _require_words(authority=authority, deed=deed)
    # the vendor's row is locked, so that two third penalties at once bar once
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    if (
        reference
        and Penalty.objects.filter(
            market=market, vendor=vendor, reference=reference.strip()
        ).exists()
    ):
        raise Conflict(
            "penalty_known", "Penalty {reference} is written down already.", reference=reference
        )
    before = bar_by_penalties(vendor)
    penalty = Penalty.objects.create(
        market=market,
        vendor=vendor,
        trade_class=trade_class,
        penalised_on=penalised_on,
        authority=authority.strip(),
        reference=reference.strip(),
        deed=deed.strip(),
        amount_fen=amount_fen,
        recorded_at=at,
        recorded_by_id=by.user,
    )
    _settle(vendor, before)
    return penalty


@transaction.atomic
def withdraw(penalty: Penalty, *, reason: str, by: Actor, at: datetime) -> Penalty:
    """The authority took it back, or it was somebody else's. The bar is reckoned anew."""
    rules.require(by, "penalty.withdraw", penalty)
    if not reason.strip():
        raise Invalid("reason_missing", "Please say why.", field="reason")
    vendor = Vendor.objects.select_for_update(no_key=True).get(pk=penalty.vendor_id)
    before = bar_by_penalties(vendor)
    moves.move(penalty, PENALTY, "withdraw", by=by, at=at, reason=reason.strip())
    _settle(vendor, before)
    return penalty


def _settle(vendor: Vendor, before: Bar | None) -> None:
    """Write the bar onto the vendor. One that the operator set by hand is only ever made longer."""
    after = bar_by_penalties(vendor)
    row = Vendor.objects.get(pk=vendor.pk)
    ours = before is not None and row.barred_until == before.until and row.barred_reason == REASON
    if after is not None and (ours or row.barred_until is None or row.barred_until < after.until):
        changed = {"barred_until": after.until, "barred_reason": REASON}
    elif after is None and ours:
        changed = {"barred_until": None, "barred_reason": ""}
    else:
        return
    Vendor.objects.filter(pk=vendor.pk).update(**changed)
    vendor.refresh_from_db()


def _check(
    vendor: Vendor, market: Market, penalised_on: date, trade_class: str, *, at: datetime
) -> None:
    if not vendor.accounts.filter(market=market).exists():
        raise Invalid("other_market", "This vendor is not at this market.", field="vendor")
    if trade_class not in set(TradeClass):
        raise Invalid("bad_class", "Choose the kind of business.", field="trade_class")
    if penalised_on > local_day(at):
        raise Invalid("day_to_come", "This day is still to come.", field="penalised_on")


def _require_words(**texts: str) -> None:
    for field, text in texts.items():
        if not text.strip():
            raise Invalid("missing_text", "Please fill this in.", field=field)
