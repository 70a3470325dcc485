from hypothesis import given
from hypothesis import strategies as st

from events.core.calling_off import given_back
from events.core.capacity import Room


def test_no_limit_leaves_room_for_anybody():
    assert Room().left({"小吃": 99}, "小吃") is None
    assert Room().fits({"小吃": 99}, "小吃")


def test_the_tighter_of_both_limits_counts():
    room = Room(places=3, quotas={"水产": 1})

    assert room.left({}, "小吃") == 3
    assert room.left({}, "水产") == 1
    assert not room.fits({"水产": 1}, "水产")
    assert room.fits({"水产": 1}, "小吃")
    assert not room.fits({"小吃": 3}, "水产")


def test_half_a_fen_goes_to_who_paid():
    assert [given_back(fen, 50) for fen in (1, 2, 3)] == [1, 1, 2]


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_never_more_than_there_was_is_given_back(fen, percent):
    assert 0 <= given_back(fen, percent) <= fen
