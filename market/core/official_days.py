"""The days off and make-up workdays that the State Council has published, as it published them.

For what is reckoned without a database (previews, tests); a market goes by the list that its
operator uploaded (`manage.py import holidays`), see market/queries/days.py. Sources: 国办发明电
〔2023〕7号 for 2024, 〔2024〕12号 for 2025, 〔2025〕7号 for 2026. A year is added when it is published.
"""

from collections.abc import Iterable
from datetime import date

from market.core.periods import Period
from market.core.workdays import Calendar

# from and to, the last day included
_OFF = (
    *(("2024-01-01", "2024-01-01"), ("2024-02-10", "2024-02-17"), ("2024-04-04", "2024-04-06")),
    *(("2024-05-01", "2024-05-05"), ("2024-06-10", "2024-06-10"), ("2024-09-15", "2024-09-17")),
    ("2024-10-01", "2024-10-07"),
    *(("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06")),
    *(("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08")),
    *(("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06")),
    *(("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27")),
    ("2026-10-01", "2026-10-07"),
)
_WORKED = (
    *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14"),
    *("2024-09-29", "2024-10-12"),
    *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
)


def _days(spans: Iterable[tuple[str, str]]) -> Iterable[date]:
    for first, last in spans:
        period = Period.through(date.fromisoformat(first), date.fromisoformat(last))
        for offset in range(period.days):
            yield date.fromordinal(period.start.toordinal() + offset)


PUBLISHED = Calendar(
    holidays=frozenset(_days(_OFF)),
    working_weekends=frozenset(date.fromisoformat(day) for day in _WORKED),
    published=frozenset({2024, 2025, 2026}),
)
