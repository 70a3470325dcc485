"""What a day makes of a paper or a charge: in force, running out, lapsed; due, overdue, paid."""

from datetime import date, timedelta

from market.core.states import PermitState

SOON = timedelta(days=30)


def of_permit(state: str, expires_on: date | None, *, on: date) -> str:
    """valid, expiring (its last day within SOON) or lapsed for a checked paper, else its state."""
    if state != PermitState.ACCEPTED:
        return state
    if expires_on is None or expires_on > on + SOON:
        return "valid"
    return "lapsed" if expires_on < on else "expiring"


def of_charge(amount_fen: int, open_fen: int, due_on: date, *, on: date, credited_fen: int) -> str:
    """paid, due, overdue, or reversed for one that was credited in full."""
    if credited_fen >= amount_fen:
        return "reversed"
    if not open_fen:
        return "paid"
    return "overdue" if due_on < on else "due"
