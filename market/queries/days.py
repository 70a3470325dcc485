"""Which days people work."""

from datetime import date
from functools import lru_cache

from market.core.workdays import Calendar
from market.models import SpecialDay


def working_calendar() -> Calendar:
    """The official days off and make-up workdays that the operator has on file.

    A year with no day on file is not published: what is reckoned in it is provisional.
    """
    return _calendar(tuple(SpecialDay.objects.order_by("day").values_list("day", "kind")))


@lru_cache(maxsize=4)
def _calendar(days: tuple[tuple[date, str], ...]) -> Calendar:
    """The same days are the same calendar, so that what was counted with it is remembered."""
    return Calendar(
        holidays=frozenset(day for day, kind in days if kind == "holiday"),
        working_weekends=frozenset(day for day, kind in days if kind == "workday"),
        published=frozenset(day.year for day, _ in days),
    )
