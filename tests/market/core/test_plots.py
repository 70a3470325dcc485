import pytest

from market.core.plots import PlanPitch, PlanState, in_rows, sorted_pitches
from market.core.refusals import Invalid


def a_pitch(code="A-1", x=0, y=0, state=PlanState.FREE, trade=""):
    return PlanPitch(code=code, x=x, y=y, width=250, height=220, state=state, trade=trade)


def codes(pitches):
    return [pitch.code for pitch in pitches]


def test_pitches_are_read_row_by_row_and_each_row_from_the_left():
    scattered = [
        a_pitch("B-2", x=250, y=300),
        a_pitch("A-2", x=250, y=4),
        a_pitch("B-1", x=0, y=296),
        a_pitch("A-1", x=0, y=0),
    ]
    assert [codes(row) for row in in_rows(scattered)] == [["A-1", "A-2"], ["B-1", "B-2"]]


def test_rows_that_stand_back_to_back_are_two_rows():
    back_to_back = [a_pitch("B-1", y=0), a_pitch("C-1", y=220)]
    assert [codes(row) for row in in_rows(back_to_back)] == [["B-1"], ["C-1"]]


def test_codes_sort_by_their_numbers():
    pitches = [a_pitch("A-12"), a_pitch("A-2"), a_pitch("箱-3"), a_pitch("A-1")]
    assert codes(sorted_pitches(pitches, "code")) == ["A-1", "A-2", "A-12", "箱-3"]
    assert codes(sorted_pitches(pitches, "-code")) == ["箱-3", "A-12", "A-2", "A-1"]


def test_by_state_what_needs_someone_comes_first_and_equals_stay_in_order_of_code():
    pitches = [
        a_pitch("A-4", state=PlanState.LET),
        a_pitch("A-3", state=PlanState.TROUBLE),
        a_pitch("A-2", state=PlanState.SOON),
        a_pitch("A-1", state=PlanState.LET),
    ]
    assert codes(sorted_pitches(pitches, "state")) == ["A-3", "A-2", "A-1", "A-4"]


def test_by_trade_equals_stay_in_order_of_code():
    pitches = [a_pitch("A-2", trade="水产"), a_pitch("A-1", trade="水产"), a_pitch("A-3", trade="")]
    assert codes(sorted_pitches(pitches, "trade")) == ["A-3", "A-1", "A-2"]


def test_another_order_is_refused_in_words():
    with pytest.raises(Invalid) as refusal:
        sorted_pitches([], "owner")
    assert refusal.value.code == "bad_sort"
    assert refusal.value.facts == {"by": "owner", "field": "sort"}
