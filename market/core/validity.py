"""From when until when a paper is valid. The printed date wins; arithmetic only proposes."""

from datetime import date

from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid


def proposed_expiry(issued_on: date | None, valid_months: int | None) -> date | None:
    """The last day of a paper that is valid for so many months, to be compared with the print.

    A year from 5 March 2026 ends on 4 March 2027, one from 29 February on the 28th. None where
    the day or the months are unknown.
    """
    if issued_on is None or valid_months is None:
        return None
    end = months_after(issued_on, valid_months)
    return end if end.day < issued_on.day else end - ONE_DAY


def require_dates(issued_on: date | None, expires_on: date | None, *, on: date) -> None:
    """This will refuse dates that no paper carries: issued after `on`, or ended before it began.

    Raises Invalid: issued_in_future or expires_before_issued.
    """
    if issued_on is not None and issued_on > on:
        raise Invalid(
            "issued_in_future",
            "The day of issue, {day}, is yet to come. Please look at the paper again.",
            day=issued_on.isoformat(),
            field="issued_on",
        )
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        raise Invalid(
            "expires_before_issued",
            "The last day, {day}, lies before the day of issue. Please look at the paper again.",
            day=expires_on.isoformat(),
            field="expires_on",
        )


def require_expiry(expires_on: date | None, valid_months: int | None, *, on: date) -> None:
    """This will refuse to accept a paper that has run out, or that must run out and says not when.

    Raises Invalid: expiry_missing or already_expired.
    """
    if expires_on is None and valid_months is not None:
        raise Invalid(
            "expiry_missing",
            "This kind of paper runs out. Please enter the last day printed on it.",
            field="expires_on",
        )
    if expires_on is not None and expires_on < on:
        raise Invalid(
            "already_expired",
            "This paper ran out on {day}. Please ask for the new one.",
            day=expires_on.isoformat(),
            field="expires_on",
        )
