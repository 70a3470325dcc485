"""How money, days and spans are written for people. Plain text in and out; the language is given.

`language` is a tag such as "zh-hans" or "en"; whatever does not begin with zh is written in
English. Nothing here reads the clock, so nothing here knows which year goes without saying.
"""

from datetime import date, datetime, timedelta

from market.core.hours import SHANGHAI

_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY_MINUTES = 24 * 60


def yuan(fen: int) -> str:
    """Fen as ¥1,733.33, with a true minus sign before the ¥ for what goes the other way."""
    sign = "−" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan_in_message(fen: int) -> str:
    """Fen as 1733.33 元: text messages may carry neither ¥ nor a thousands comma."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d} 元"


def day(on: date, language: str) -> str:
    """8月31日（周一）, or Mon 31 Aug: for a day whose year nobody doubts."""
    if _chinese(language):
        return f"{on.month}月{on.day}日（{weekday(on, language)}）"
    return f"{weekday(on, language)} {on.day} {_short_month(on)}"


def full_day(on: date, language: str) -> str:
    """2026年8月31日（周一）, or Mon 31 Aug 2026."""
    if _chinese(language):
        return f"{on.year}年{day(on, language)}"
    return f"{day(on, language)} {on.year}"


def weekday(on: date, language: str) -> str:
    """周一, or Mon."""
    index = on.weekday()
    return f"周{_DAYS_ZH[index]}" if _chinese(language) else _DAYS_EN[index]


def month(on: date, language: str) -> str:
    """The month of a day: 2026年8月, or August 2026."""
    if _chinese(language):
        return f"{on.year}年{on.month}月"
    return f"{_MONTHS_EN[on.month - 1]} {on.year}"


def span(start: date, end: date | None, language: str) -> str:
    """The days from `start` to the day before `end`, the last day named as included.

    2026-03-01 至 2027-02-28（含）, or 1 Mar 2026 – 28 Feb 2027 (incl.). `end` is the first day
    that is no longer in it; None stands for no end. Raises ValueError for a span of no days.
    """
    chinese = _chinese(language)
    if end is None:
        return f"{start.isoformat()} 起" if chinese else f"from {_dated(start)}"
    if end <= start:
        raise ValueError(f"a span from {start} to before {end} has no days")

    last = end - timedelta(days=1)
    if last == start:
        return f"{start.isoformat()}（当天）" if chinese else f"{_dated(start)} (one day)"
    if chinese:
        return f"{start.isoformat()} 至 {last.isoformat()}（含）"
    return f"{_dated(start)} – {_dated(last)} (incl.)"


def moment(at: datetime, language: str) -> str:
    """A moment on the market's clock: 2026年8月31日 18:05, or 31 Aug 2026, 18:05.

    Raises ValueError for a moment without a zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its zone")
    local = at.astimezone(SHANGHAI)
    if _chinese(language):
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
    return f"{_dated(local)}, {local:%H:%M}"


def hours(start: int, end: int, language: str) -> str:
    """Minutes of the market day as 18:00–次日 01:00, or 18:00–01:00 next day."""
    closes = f"{end % _DAY_MINUTES // 60:02d}:{end % 60:02d}"
    if end > _DAY_MINUTES:
        closes = f"次日 {closes}" if _chinese(language) else f"{closes} next day"
    elif end == _DAY_MINUTES:
        closes = "24:00"
    return f"{start // 60:02d}:{start % 60:02d}–{closes}"


def masked(text: str) -> str:
    """What may be shown of a phone, an identity number or a name: enough to tell, not to use.

    A mobile keeps its first three and last four, another number of eight or more its last
    four, and a name its first character. Stars stand one for one, so the length still shows.
    """
    if len(text) == 11 and text.isdigit():
        return f"{text[:3]}{'*' * 4}{text[-4:]}"
    if len(text) >= 8 and any(sign.isdigit() for sign in text):
        return f"{'*' * (len(text) - 4)}{text[-4:]}"
    return text[:1] + "*" * (len(text) - 1)


def _chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _short_month(on: date) -> str:
    return _MONTHS_EN[on.month - 1][:3]


def _dated(on: date) -> str:
    return f"{on.day} {_short_month(on)} {on.year}"
