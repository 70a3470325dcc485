"""What happened to a charge that is paid late: money that came and went, days that were moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leasing.core.late_fees import LateFee, LateTerms, Paid, bounded, late_fee


@dataclass(frozen=True, slots=True)
class Movement:
    """A part of a payment that was put on a charge, or (below zero) taken off it again.

    received_on: when the payment came in. released_on: money that was held as a deposit pays from
    the day on which it was let go; None for money that never was.
    """

    payment: int
    amount_fen: int
    received_on: date
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Portion:
    """So much of a charge is due on another day, because that was agreed."""

    due_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class History:
    """A charge as its late fee sees it.

    principal_fen: net of what was credited, for that was never owed. portions: under an agreement
    that stands, the parts of what was open on agreed_on, in the order of their days.
    """

    principal_fen: int
    due_on: date
    paid: tuple[Paid, ...] = ()
    portions: tuple[Portion, ...] = ()
    agreed_on: date | None = None


def paid_of(movements: Sequence[Movement]) -> tuple[Paid, ...]:
    """What is left of the movements, each payment's later parts taken back first."""
    kept: list[Movement] = []
    for one in movements:
        if one.amount_fen > 0:
            kept.append(one)
        else:
            kept = _taken_back(kept, one.payment, -one.amount_fen)
    return tuple(
        Paid(max(one.received_on, one.released_on or one.received_on), one.amount_fen)
        for one in kept
    )


def fee_of(history: History, terms: LateTerms, *, on: date) -> LateFee:
    """The whole late fee of a charge up to and including a day.

    Under an agreement the days until it count as they did, and from then on each portion has its
    own due day. There is one floor and one cap for the charge.
    """
    if history.agreed_on is None or not history.portions:
        return late_fee(
            history.principal_fen, terms, due_on=history.due_on, on=on, payments=history.paid
        )
    before = late_fee(
        history.principal_fen,
        terms,
        due_on=history.due_on,
        on=min(on, history.agreed_on),
        payments=history.paid,
    ).stretches
    after = tuple(
        stretch
        for portion, paid in _spread(history)
        for stretch in late_fee(
            portion.amount_fen, terms, due_on=portion.due_on, on=on, payments=paid
        ).stretches
    )
    return bounded(history.principal_fen, terms, before + after)


def _taken_back(kept: list[Movement], payment: int, amount_fen: int) -> list[Movement]:
    left: list[Movement] = []
    for one in reversed(kept):
        part = min(one.amount_fen, amount_fen) if one.payment == payment else 0
        amount_fen -= part
        if one.amount_fen > part:
            rest = one.amount_fen - part
            left.append(Movement(one.payment, rest, one.received_on, one.released_on))
    return left[::-1]


def _spread(history: History) -> list[tuple[Portion, tuple[Paid, ...]]]:
    """Each portion with what was paid on it: first comes what was paid before, then in order.

    What was credited since is taken off the last portions.
    """
    portioned = sum(portion.amount_fen for portion in history.portions)
    bounds = [max(history.principal_fen - portioned, 0)]
    for portion in history.portions:
        bounds.append(min(bounds[-1] + portion.amount_fen, history.principal_fen))
    found = []
    for place, portion in enumerate(history.portions):
        low, high = bounds[place], bounds[place + 1]
        if high > low:
            found.append((Portion(portion.due_on, high - low), _between(history.paid, low, high)))
    return found


def _between(paid: Sequence[Paid], low: int, high: int) -> tuple[Paid, ...]:
    """The part of the payments, laid end to end in the order of their days, from low to high."""
    parts, reached = [], 0
    for one in sorted(paid, key=lambda one: one.on):
        start, reached = reached, reached + one.amount_fen
        part = min(reached, high) - max(start, low)
        if part > 0:
            parts.append(Paid(one.on, part))
    return tuple(parts)
