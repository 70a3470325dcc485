"""Moon and sun beside a second library, which reckons them by another theory (寿星万年历)."""

from datetime import date, datetime
from itertools import pairwise

from lunar_python import Lunar, Solar

from events.core.recurrence.lunar import lunar_day, months_in
from events.core.recurrence.solar_terms import DOG_DAYS, TERMS, dog_days_of, moments_of
from market.core.periods import ONE_DAY, Period

YEARS = range(1990, 2061)
# the terms that the other library calls otherwise at the edges of its table
_EDGES = {"DA_XUE", "DONG_ZHI", "XIAO_HAN", "DA_HAN", "LI_CHUN", "YU_SHUI", "JING_ZHE"}


def theirs(day):
    told = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return told.getYear(), told.getMonth(), told.getDay()


def ours(day):
    told = lunar_day(day)
    return told.year, -told.month if told.leap else told.month, told.day


def test_every_lunar_month_from_1990_to_2060_begins_on_the_same_day():
    months = list(months_in(Period(date(1990, 1, 1), date(2061, 1, 1))))

    edges = [day for month in months for day in (month.first, month.day(month.days))]

    assert [day for day in edges if ours(day) != theirs(day)] == []
    assert len(months) == 879
    assert all(one.first + one.days * ONE_DAY == other.first for one, other in pairwise(months))


def test_every_solar_term_from_1990_to_2060_is_on_the_same_day_within_half_a_minute():
    worst = 0.0
    for year in YEARS:
        table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
        for name, moment in zip(TERMS, moments_of(year), strict=True):
            found = [table[key] for key in table if key == name or key in _EDGES]
            known = [datetime.fromisoformat(each.toYmdHms()) for each in found]
            local = moment.replace(tzinfo=None)
            nearest = min(known, key=lambda each, at=local: abs(each - at))
            assert nearest.date() == local.date(), (year, name)
            worst = max(worst, abs((nearest - local).total_seconds()))
    assert worst < 30


def test_the_dog_days_from_1990_to_2060_are_the_same():
    for year in YEARS:
        days = [each.day for each in dog_days_of(year)]
        told = [Solar.fromYmd(day.year, day.month, day.day).getLunar().getFu() for day in days]
        assert [(str(each), each.getIndex()) for each in told] == [(name, 1) for name in DOG_DAYS]


def test_a_leap_month_repeats_the_number_before_it():
    assert ours(date(2025, 7, 25)) == (2025, -6, 1)
    assert ours(date(2033, 12, 22)) == (2033, -11, 1)
    assert ours(date(2027, 2, 5)) == (2026, 12, 29)
