"""Which days people work."""

from market.core.workdays import Calendar
from market.models import SpecialDay


def working_calendar() -> Calendar:
    """The official days off and make-up workdays that the operator has on file.

    A year with no day on file is not published: what is reckoned in it is provisional.
    """
    days = list(SpecialDay.objects.values_list("day", "kind"))
    return Calendar(
        holidays=frozenset(day for day, kind in days if kind == "holiday"),
        working_weekends=frozenset(day for day, kind in days if kind == "workday"),
        published=frozenset(day.year for day, _ in days),
    )
