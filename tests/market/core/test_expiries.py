"""What runs out in the next weeks, as a picture."""

from datetime import date, timedelta

from market.core.expiries import picture

ON = date(2026, 3, 2)


def test_the_bars_and_the_marks_count_what_runs_out():
    days = [(ON + timedelta(days=n), n == 40) for n in (-1, 0, 6, 7, 30, 31, 40, 60, 90, 91)]
    drawn = picture(days, on=ON)
    assert [bar.count for bar in drawn.bars] == [2, 1, 0, 0, 2, 1, 0, 0, 1, 0, 0, 0, 1]
    assert [mark.count for mark in drawn.marks] == [4, 7, 8]
    assert sum(bar.applied for bar in drawn.bars) == 1


def test_nothing_that_runs_out_is_an_empty_picture():
    assert {bar.height for bar in picture([], on=ON).bars} == {0}
