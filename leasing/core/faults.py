"""What is to be put right in an application: one complete list, asked for once."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from market.core.refusals import Conflict, Invalid
from market.core.workdays import Calendar

WORKING_DAYS = 5
MOST = 30
_MARK = re.compile(r"^\s*(?:[-·•*]|[(（]?\d{1,2}[.、)）])\s*")


def items_of(text: str) -> list[str]:
    """The faults of a list, one a line, without the numbers or dashes in front of them."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def written(items: Iterable[str]) -> str:
    """The list as it is kept and read: one fault a line.

    Raises Invalid for a list of none, or of more than anybody puts right at once.
    """
    found = [item for text in items for item in items_of(text)]
    if not found:
        raise Invalid("no_faults", "Say what is to be put right.", field="corrections")
    if len(found) > MOST:
        raise Invalid(
            "too_many_faults", "Name at most {most} things at once.", most=MOST, field="corrections"
        )
    return "\n".join(found)


def due_by(on: date, calendar: Calendar) -> date:
    """The day by which it is usually to be put right: five working days on."""
    return calendar.add_working_days(on, WORKING_DAYS)


def check_complete(
    asked_at: datetime | None, news_at: datetime | None, *, came_in: str = ""
) -> None:
    """This will refuse a second list of faults where nothing new has come in since the first.

    asked_at: when the last list went out. news_at: when the applicant last brought anything.
    came_in: what else has come to light since, in words. Source: 行政许可法 第三十二条, all that
    is to be put right is named at once; the market holds itself to the same.
    """
    nothing_new = asked_at is not None and (news_at is None or news_at <= asked_at)
    if nothing_new and not came_in.strip():
        raise Conflict(
            "asked_already",
            "The list of what to put right was sent already, and nothing new has come in since. "
            "Decide now, or say what has come to light.",
            field="came_in",
        )
