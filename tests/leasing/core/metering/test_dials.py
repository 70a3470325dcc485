"""What a dial shows and what went through it."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leasing.core.metering.dials import Dial, Mark, plain, spans, used
from tests.refused import refused

DIAL = Dial("D-1", Fraction(40), 4)
FIRST = date(2026, 1, 1)


def marks(*values, **flags):
    """A reading on the first of each month from January 2026."""
    return [
        Mark(date(2026, month, 1), Fraction(value), **flags.get(f"m{month}", {}))
        for month, value in enumerate(values, 1)
    ]


@st.composite
def walked(draw):
    """A dial that really turned, by how much in all, and what it showed on some days."""
    dial = Dial("D", Fraction(draw(st.integers(1, 80))), draw(st.integers(2, 4)))
    steps = draw(st.lists(st.integers(0, dial.capacity - 1), min_size=1, max_size=12))
    total, found = draw(st.integers(0, dial.capacity - 1)), []
    began = total
    for place, step in enumerate([0, *steps]):
        before, total = total, total + step
        rolled = before // dial.capacity != total // dial.capacity
        day = FIRST + timedelta(days=30 * place)
        found.append(Mark(day, Fraction(total % dial.capacity), rolled_over=rolled))
    return dial, found, (total - began) * dial.multiplier


def test_what_was_used_is_the_difference_times_the_multiplier():
    assert used(DIAL, marks(1180, 1240)) == 2400


def test_a_dial_that_went_past_all_nines_counts_on():
    assert used(DIAL, marks(9980, 10, m2={"rolled_over": True})) == 30 * 40


def test_a_dial_that_shows_less_without_having_rolled_over_is_not_reckoned():
    assert refused(spans, DIAL, marks(1180, 1100))[0] == "reading_fell"


def test_an_estimate_is_billed_as_it_is_while_nobody_has_looked():
    [span] = spans(DIAL, marks(100, 120, m2={"estimated": True}))
    assert (span.units, span.estimated) == (800, True)


def test_once_somebody_looks_days_divide_what_was_really_used():
    january, february = spans(DIAL, marks(100, 120, 159, m2={"estimated": True}))
    assert (january.units, february.units) == (59 * 40 * Fraction(31, 59), 28 * 40)
    assert (january.days, january.of, january.estimated) == (31, 59, False)


def test_an_estimate_that_was_too_high_comes_down_by_itself():
    found = spans(DIAL, marks(100, 200, 159, m2={"estimated": True}))
    assert sum(span.units for span in found) == 59 * 40


def test_no_readings_no_spans():
    assert spans(DIAL, []) == ()
    assert spans(DIAL, marks(5)) == ()


@given(walked())
def test_all_that_turned_is_counted(case):
    dial, found, total = case
    assert used(dial, found) == total
    assert sum(span.units for span in spans(dial, found)) == total


@given(walked(), st.data())
def test_a_span_cut_at_any_reading_comes_to_the_same(case, data):
    dial, found, total = case
    at = data.draw(st.integers(0, len(found) - 1))
    assert used(dial, found[: at + 1]) + used(dial, found[at:]) == total


@given(walked(), st.data())
def test_whatever_was_estimated_the_sum_is_what_was_read_in_the_end(case, data):
    dial, found, total = case
    guessed = [found[0]]
    for mark in found[1:-1]:
        if not mark.rolled_over and not found[-1].rolled_over and data.draw(st.booleans()):
            value = Fraction(data.draw(st.integers(0, dial.capacity - 1)))
            guessed.append(Mark(mark.day, value, estimated=True))
        else:
            guessed.append(mark)
    guessed.append(found[-1])
    assert sum(span.units for span in spans(dial, guessed)) == total


def test_a_number_is_written_as_people_write_it():
    assert [plain(Fraction(n)) for n in ("1240", "0.5469", "-3/2", "1/3", "0")] == [
        "1240",
        "0.5469",
        "-1.5",
        "1/3",
        "0",
    ]
