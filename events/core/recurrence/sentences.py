"""A rule said in one sentence, in Chinese as the market says it and in English."""

from collections.abc import Iterable, Sequence

from events.core.recurrence.festivals import FESTIVALS
from events.core.recurrence.patterns import (
    Festivals,
    Leap,
    Lunar,
    Missing,
    MonthDays,
    MonthWeekdays,
    Off,
    OffDays,
    Pattern,
    Terms,
    Weekly,
)
from events.core.recurrence.rules import Rule, Season, Shift

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_NUMBERS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_MONTHS = (*_NUMBERS[:1], "正", *_NUMBERS[2:], "冬", "腊")
_PLACES = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", 5: "第五个", -1: "最后一个"}
_OFF = {
    Off.REST_DAYS: "休息日（周末和法定假日，调休上班的不算）",
    Off.EVES: "休息日的前一天",
    Off.WORKING_DAYS: "工作日",
}
_SHIFTS = {
    Shift.NONE: "",
    Shift.NEXT_WORKING: "碰上休息日往后推到上班那天",
    Shift.PREVIOUS_WORKING: "碰上休息日提前到上班那天",
    Shift.SKIP_REST: "碰上休息日不办",
    Shift.SKIP_WORKING: "碰上上班日不办",
}


def chinese(rule: Rule) -> str:
    """The whole rule: 4月3日至10月31日，每周五、周六；除2026-10-02外。"""
    said = _pattern(rule.pattern)
    if rule.seasons:
        said = "、".join(_season(each) for each in rule.seasons) + "，" + said
    parts = [said, _SHIFTS[rule.shift]]
    if rule.left_out:
        parts.append(f"{_listed_days(rule.left_out)}不办")
    if rule.added:
        parts.append(f"另加{_listed_days(rule.added)}")
    return "；".join(part for part in parts if part) + "。"


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case Weekly(weekdays, interval):
            if weekdays == (1, 2, 3, 4, 5, 6, 7) and interval == 1:
                return "每天"
            every = "每" if interval == 1 else f"每隔{_count(interval - 1)}周的"
            return every + _and(_WEEKDAYS[day - 1] for day in weekdays)
        case MonthDays(days, interval):
            every = "每月" if interval == 1 else f"每{_count(interval)}个月的"
            return every + _and(_month_day(day) for day in days)
        case MonthWeekdays(places, weekdays):
            names = _and(_WEEKDAYS[day - 1] for day in weekdays)
            return "每月" + _and(_PLACES[place] for place in places) + names
        case _:
            return _by_the_sky(pattern)


def _by_the_sky(pattern: Pattern) -> str:
    match pattern:
        case Lunar():
            return _lunar(pattern)
        case Festivals(keys, before, after):
            names = _and(FESTIVALS[key].zh for key in keys)
            return f"每年{names}" + _around(before, after)
        case Terms(names):
            return f"每年{_and(names)}"
        case OffDays(which):
            return f"每个{_OFF[which]}"
        case _:
            return "只在指定的日子"


def _lunar(rule: Lunar) -> str:
    if rule.leap == Leap.ONLY:
        months = "农历闰" + (_and(f"{_MONTHS[each]}月" for each in rule.months) or "月")
    elif rule.months:
        months = "农历" + _and(f"{_MONTHS[each]}月" for each in rule.months)
    else:
        months = "农历每月"
    asides = []
    if rule.leap == Leap.INCLUDE:
        asides.append("闰月照办")
    if rule.leap == Leap.SKIP and not rule.months:
        asides.append("闰月不办")
    if 30 in rule.days:
        last = rule.missing == Missing.LAST_DAY
        asides.append("小月没有三十就在廿九" if last else "小月没有三十就不办")
    days = _by_digits(rule.days) or _and(lunar_day_name(day) for day in rule.days)
    return months + days + (f"（{'，'.join(asides)}）" if asides else "")


def _by_digits(days: Sequence[int]) -> str:
    """逢五逢十: when the days are all those that end in one digit or another."""
    digits = sorted({day % 10 for day in days}, key=lambda digit: digit or 10)
    whole = {day for digit in digits for day in range(digit or 10, 31, 10)}
    if len(days) < 3 or whole != set(days):
        return ""
    return "".join(f"逢{_NUMBERS[digit or 10]}" for digit in digits)


def lunar_day_name(day: int) -> str:
    """初一 to 三十."""
    if day <= 10:
        return f"初{_NUMBERS[day]}"
    if day in (20, 30):
        return f"{_NUMBERS[day // 10]}十"
    return ("十" if day < 20 else "廿") + _NUMBERS[day % 10]


def lunar_month_name(number: int, leap: bool) -> str:
    """正月, 闰六月, 腊月."""
    return f"{'闰' if leap else ''}{_MONTHS[number]}月"


def _around(before: int, after: int) -> str:
    if not before and not after:
        return ""
    parts = [f"前{before}天" if before else "当天", f"后{after}天" if after else "当天"]
    return f"（{parts[0]}到{parts[1]}）"


def _month_day(day: int) -> str:
    if day == -1:
        return "最后一天"
    return f"{day}日" if day > 0 else f"倒数第{_NUMBERS[-day]}天"


def _season(season: Season) -> str:
    (m1, d1), (m2, d2) = season.first, season.last
    return f"{m1}月{d1}日至{'次年' if season.first > season.last else ''}{m2}月{d2}日"


def _listed_days(days: Iterable[object]) -> str:
    listed = sorted(str(day) for day in days)
    return _and(listed[:6]) + (f"等{len(listed)}天" if len(listed) > 6 else "")


def _count(number: int) -> str:
    return "两" if number == 2 else _NUMBERS[number] if number <= 10 else str(number)


def _and(words: Iterable[str]) -> str:
    return "、".join(words)
