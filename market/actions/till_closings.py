"""The end of a cashier's day: everything taken since the closing before, added up and counted."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from market import rules
from market.actions import moves, numbers
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.money import yuan
from market.core.refusals import Conflict, Invalid
from market.core.states import TILL_CLOSING
from market.core.tills import counted, expected_cash, takings
from market.documents import closings
from market.models import CashierClosing, ClosedPayment, ClosedRefund, Market, User
from market.queries.closings import entries_of, unclosed_payments, unclosed_refunds

MOMENT = timedelta(microseconds=1)


@transaction.atomic
def close(
    cashier: User,
    market: Market,
    *,
    by: Actor,
    at: datetime,
    counted_fen: int | None = None,
    counts: Mapping[int, int] | None = None,
    float_fen: int = 0,
    reason: str = "",
    until: datetime | None = None,
) -> CashierClosing:
    """Close a cashier's till: all that is in no closing yet goes into this one, and into no other.

    counted_fen: the cash in the drawer, or counts: how many notes and coins of each worth in
    fen. float_fen: the change that lay there before. until: only what was booked before that
    moment, to close a day that was forgotten. The sheet is frozen and numbered without gaps.
    This will refuse with Conflict("nothing_to_close"), and with
    Invalid("difference_unexplained") a drawer that does not agree without a reason.
    """
    act = "closing.close" if by.user == cashier.pk else "closing.close_for_another"
    rules.require(by, act, market)
    numbers.lock(market.pk)
    payments = list(unclosed_payments(market, cashier, until=until))
    refunds = list(unclosed_refunds(market, cashier, until=until))
    if not payments and not refunds:
        raise Conflict("nothing_to_close", "Everything this cashier took is closed already.")

    lines = takings(entries_of(payments, refunds))
    expected_fen = expected_cash(lines, float_fen=float_fen)
    found_fen = _found(counted_fen, counts, float_fen)
    _require_reason(expected_fen, found_fen, reason)
    closing = CashierClosing.objects.create(
        market=market,
        cashier=cashier,
        on=local_day(until - MOMENT if until else at),
        float_fen=float_fen,
        expected_fen=expected_fen,
        counted_fen=found_fen,
        counts={str(worth): number for worth, number in (counts or {}).items() if number},
        reason=reason,
        closed_at=at,
    )
    ClosedPayment.objects.bulk_create(
        ClosedPayment(closing=closing, payment=payment) for payment in payments
    )
    ClosedRefund.objects.bulk_create(
        ClosedRefund(closing=closing, refund=refund) for refund in refunds
    )
    number = numbers.next_number(closings.KIND, market, at=at)
    closings.freeze(closing, lines, number=number, market=market, at=at)
    return closing


@transaction.atomic
def confirm(closing: CashierClosing, *, by: Actor, at: datetime) -> CashierClosing:
    """Say, as a second person, that the drawer was counted rightly.

    This will refuse with Conflict("second_person") the cashier whose closing it is.
    """
    rules.require(by, "closing.confirm", closing)
    if by.user is None or by.user == closing.cashier_id:
        raise Conflict("second_person", "Somebody else than the cashier must confirm it.")
    confirmed: dict[str, Any] = {"confirmed_at": at, "confirmed_by_id": by.user}
    return moves.move(closing, TILL_CLOSING, "confirm", by=by, at=at, **confirmed)


def _found(counted_fen: int | None, counts: Mapping[int, int] | None, float_fen: int) -> int:
    found_fen = counted(dict(counts)) if counts else counted_fen
    if found_fen is None or found_fen < 0 or float_fen < 0:
        raise Invalid(
            "not_counted",
            "Count the cash in the drawer; write 0 if there is none.",
            field="counted",
        )
    return found_fen


def _require_reason(expected_fen: int, found_fen: int, reason: str) -> None:
    if found_fen != expected_fen and not reason.strip():
        raise Invalid(
            "difference_unexplained",
            "There should be {expected} in the drawer, and {counted} was counted. Say why.",
            expected=yuan(expected_fen),
            counted=yuan(found_fen),
            field="reason",
        )
