"""A month of the programme as a poster: a paper to hang up, drawn like all papers of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.core.months import Month
from market.core.paper_words import day as day_in_words
from market.core.prints import Grid, Print, Words

_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


@dataclass(frozen=True)
class Item:
    """One session on the poster: 【取消】 and the like stand in its name already."""

    day: date
    hours: str
    name: str
    place: str


def printed(
    month: Month, market: str, items: Iterable[Item], *, address: str, provisional: bool
) -> Print:
    """The month's sessions day by day, with the address of the calendar that stays up to date."""
    rows = tuple(
        (f"{each.day.day} 日 周{_WEEKDAYS[each.day.weekday()]}", each.hours, each.name, each.place)
        for each in items
    )
    notes = [Words("这个月没有安排。")] if not rows else []
    if provisional:
        notes.append(Words("放假安排还没有公布，标着【暂定】的日子可能会变。"))
    return Print(
        f"{month.first.year} 年 {month.first.month} 月活动安排",
        (
            Grid(("日期", "时间", "活动", "地点"), rows, widths=(18, 26, 36, 26)),
            *notes,
            Words(f"有变化以网上日历为准：{address}", strong=True),
        ),
        place=market,
        foot=f"{day_in_words(month.days.start.isoformat())} 起",
    )
