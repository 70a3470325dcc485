"""Whether a call still takes applications, and from whom."""

from datetime import datetime

from leasing.core.states import CallState
from leasing.models import Call
from market.actions import limits
from market.core.refusals import Conflict, Invalid
from market.sealing import house_seal

LATE_CODE = "call.late"
MOST_GUESSES, AN_HOUR = 60, 3600
SHORTEST = 6


def print_of(code: str) -> str:
    """The keyed print of a late code; nothing for none. Raises Invalid for one that is short."""
    words = code.strip()
    if words and len(words) < SHORTEST:
        raise Invalid(
            "late_code_short",
            "A late code has at least {shortest} signs.",
            shortest=SHORTEST,
            field="late_code",
        )
    return house_seal().fingerprint(words, LATE_CODE) if words else ""


def require_open(call: Call, late_code: str, *, at: datetime) -> bool:
    """Whether it is taken late. This will refuse a call that is not open for this applicant.

    Raises Conflict("call_not_open", "call_closed"), and Invalid("wrong_late_code") for a code
    that does not fit. So many guesses in an hour, and none fits any more.
    """
    if call.state in (CallState.DRAFT, CallState.WITHDRAWN):
        raise Conflict("call_withdrawn", "This call does not take applications.")
    if at < call.opens_at:
        raise Conflict(
            "call_not_open",
            "This call opens on {opens_at}. Please come back then.",
            opens_at=call.opens_at,
        )
    if call.state == CallState.PUBLISHED and at < call.closes_at:
        return False
    if not late_code.strip():
        raise Conflict(
            "call_closed",
            "This call closed on {closes_at}. Who has a late code from the market can still apply.",
            closes_at=call.closes_at,
            field="late_code",
        )
    if not _fits(call, late_code, at=at):
        raise Invalid(
            "wrong_late_code",
            "This late code is not right. Ask the market office for it.",
            field="late_code",
        )
    return True


def _fits(call: Call, late_code: str, *, at: datetime) -> bool:
    wait = limits.seconds_to_wait(
        "late-code", str(call.pk), most=MOST_GUESSES, seconds=AN_HOUR, at=at
    )
    prints = house_seal().fingerprints(late_code.strip(), LATE_CODE)
    return not wait and bool(call.late_code_print) and call.late_code_print in prints
