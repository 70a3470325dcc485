import pytest

from market.core.inspecting.scores import Fault, score


@pytest.mark.parametrize(
    ("faults", "points", "grade"),
    [
        ([], 100, "A"),
        ([Fault(10)], 90, "A"),
        ([Fault(11)], 89, "B"),
        ([Fault(25)], 75, "B"),
        ([Fault(26)], 74, "C"),
        ([Fault(41)], 59, "D"),
        ([Fault(1, grave=True)], 99, "D"),
        ([Fault(80), Fault(80)], 0, "D"),
    ],
)
def test_a_visit_is_worth_a_hundred_less_what_was_found(faults, points, grade):
    assert (score(faults).points, score(faults).grade) == (points, grade)
