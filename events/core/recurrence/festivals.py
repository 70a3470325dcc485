"""The feasts people know by name, and the day each falls on in a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from events.core.recurrence.lunar import LunarMonth, months_in
from events.core.recurrence.solar_terms import terms_of
from market.core.periods import Period


@dataclass(frozen=True, slots=True)
class Festival:
    """A feast. lunar and solar are month and day, the lunar day 0 the month's last; or a term."""

    key: str
    zh: str
    en: str
    lunar: tuple[int, int] | None = None
    solar: tuple[int, int] | None = None
    term: str = ""


FESTIVALS = {
    each.key: each
    for each in (
        Festival("new_year", "元旦", "New Year's Day", solar=(1, 1)),
        Festival("laba", "腊八", "Laba", lunar=(12, 8)),
        Festival("little_new_year", "小年", "Little New Year", lunar=(12, 23)),
        Festival("new_years_eve", "除夕", "Lunar New Year's Eve", lunar=(12, 0)),
        Festival("spring", "春节", "Spring Festival", lunar=(1, 1)),
        Festival("lantern", "元宵节", "Lantern Festival", lunar=(1, 15)),
        Festival("dragon_head", "二月二", "Dragon Head Day", lunar=(2, 2)),
        Festival("qingming", "清明节", "Qingming", term="清明"),
        Festival("labour", "五一", "Labour Day", solar=(5, 1)),
        Festival("children", "六一", "Children's Day", solar=(6, 1)),
        Festival("dragon_boat", "端午节", "Dragon Boat Festival", lunar=(5, 5)),
        Festival("qixi", "七夕", "Qixi", lunar=(7, 7)),
        Festival("zhongyuan", "中元节", "Zhongyuan", lunar=(7, 15)),
        Festival("mid_autumn", "中秋节", "Mid-Autumn Festival", lunar=(8, 15)),
        Festival("national", "国庆", "National Day", solar=(10, 1)),
        Festival("double_ninth", "重阳节", "Double Ninth", lunar=(9, 9)),
        Festival("winter_solstice", "冬至节", "Winter Solstice", term="冬至"),
    )
}


def festival_days(festival: Festival, period: Period) -> Iterator[date]:
    """The days of the period on which the feast falls, in order. Leap months hold none."""
    if festival.lunar is not None:
        for month in months_in(period):
            day = _lunar(month, *festival.lunar)
            if day is not None and day in period:
                yield day
        return
    assert period.last is not None
    for year in range(period.start.year, period.last.year + 1):
        day = _solar(festival, year)
        if day in period:
            yield day


def _lunar(month: LunarMonth, number: int, day: int) -> date | None:
    if month.leap or month.number != number:
        return None
    return month.first + timedelta(days=(day or month.days) - 1)


def _solar(festival: Festival, year: int) -> date:
    if festival.solar is not None:
        return date(year, *festival.solar)
    return next(each.day for each in terms_of(year) if each.name == festival.term)
