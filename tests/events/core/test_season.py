from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.core.season import HEIGHT, WIDTH, Night, drawing

FIRST = date(2026, 7, 3)


def nights(*people):
    return [
        Night(number, FIRST + timedelta(days=number), off="", people=each)
        for number, each in enumerate(people)
    ]


def test_an_empty_season_draws_nothing():
    assert (drawing([]).bars, drawing([]).ticks) == ((), ())


def test_the_scale_ends_at_a_round_number_above_the_largest_crowd():
    assert [tick.people for tick in drawing(nights(640, 0)).ticks] == [160, 320, 480, 640]
    assert [tick.people for tick in drawing(nights(641)).ticks] == [170, 340, 510, 680]


@given(st.lists(st.integers(0, 100_000) | st.none(), max_size=60))
def test_every_bar_stands_on_the_foot_within_the_drawing(people):
    drawn = drawing(nights(*people))

    for bar in drawn.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.y >= 0 and abs(bar.y + bar.height - drawn.foot) < 0.2 <= HEIGHT
