"""The official list of days off and make-up workdays, day by day or span by span."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from market.core.maps import Field, Kind, Values, source_key
from market.core.periods import ONE_DAY
from market.core.readings import Days, days, days_in, one_of, text
from market.core.refusals import Invalid

_LONGEST = 16


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    WORKDAY = "workday"


@dataclass(frozen=True)
class HolidayRow:
    """Days off, or weekend days that are worked, the last one included."""

    days: Days
    kind: DayKind
    name: str = ""

    @property
    def source_key(self) -> str:
        return source_key("holidays", self.days.first.isoformat(), self.days.last.isoformat())

    def __iter__(self) -> Iterator[date]:
        day = self.days.first
        while day <= self.days.last:
            yield day
            day += ONE_DAY


def _build(values: Values) -> HolidayRow:
    row = HolidayRow(**values)
    if (row.days.last - row.days.first).days >= _LONGEST:
        raise Invalid(
            "long_holiday",
            "This span has more than {most} days. Please check its last day.",
            most=_LONGEST,
            field="days",
        )
    return row


_KINDS = {
    DayKind.HOLIDAY: ("放假", "休", "休息", "节假日", "法定节假日", "假期", "off"),
    DayKind.WORKDAY: ("上班", "班", "调休上班", "补班", "工作日", "work"),
}

HOLIDAYS = Kind(
    name="holidays",
    fields=(
        Field(
            "days",
            days,
            ("日期", "放假日期", "时间", "date", "day"),
            required=True,
            in_order=days_in,
        ),
        Field("kind", one_of(_KINDS), ("类型", "性质", "安排", "kind", "type"), required=True),
        Field("name", text(40), ("名称", "节日", "节假日名称", "假日", "name")),
    ),
    build=_build,
    key=lambda row: row.days,
)
