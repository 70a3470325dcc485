"""A month of the programme as a poster: a paper to hang up, drawn like all papers of the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.core.months import Month
from market.core.prints import Grid, Print, Words
from market.core.wording import day as day_in_words
from market.core.wording import month as month_in_words


@dataclass(frozen=True)
class Item:
    """One session on the poster: 【取消】 and the like stand in its name already."""

    day: date
    hours: str
    name: str
    place: str


@dataclass(frozen=True)
class _Said:
    title: str
    heads: tuple[str, str, str, str]
    nothing: str
    provisional: str
    address: str


_CHINESE = _Said(
    "{month}活动安排",
    ("日期", "时间", "活动", "地点"),
    "这个月没有安排。",
    "放假安排还没有公布，标着【暂定】的日子可能会变。",
    "有变化以网上日历为准：{address}",
)
_ENGLISH = _Said(
    "What is on in {month}",
    ("Day", "Hours", "What", "Where"),
    "Nothing is on this month.",
    "The days off are not published yet: what is marked provisional may change.",
    "The calendar on the web is always up to date: {address}",
)


def printed(
    month: Month,
    market: str,
    items: Iterable[Item],
    *,
    address: str,
    provisional: bool,
    language: str = "zh-hans",
) -> Print:
    """The month's sessions day by day, with the address of the calendar that stays up to date."""
    said = _ENGLISH if language == "en" else _CHINESE
    rows = tuple(
        (day_in_words(each.day, language), each.hours, each.name, each.place) for each in items
    )
    notes = [Words(said.nothing)] if not rows else []
    if provisional:
        notes.append(Words(said.provisional))
    return Print(
        said.title.format(month=month_in_words(month.first, language)),
        (
            Grid(said.heads, rows, widths=(22, 24, 32, 28)),
            *notes,
            Words(said.address.format(address=address), strong=True),
        ),
        place=market,
        language=language,
    )
