"""However an account is exported, each movement has one key, and two movements have two."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from market.core.hours import SHANGHAI
from market.core.movements import Direction, Movement
from market.core.statements import content_of, keyed

BOOKED_AT = datetime(2026, 11, 20, tzinfo=SHANGHAI)


def moved(**told):
    return Movement(**{"booked_at": BOOKED_AT, "direction": Direction.IN, "amount_fen": 1, **told})


def imported(house, movements):
    """The keys that an export brings into a house, which then knows them."""
    lines = [
        (place, each, content_of(each, method="bank", account_print=""))
        for place, each in enumerate(movements)
    ]
    found = keyed(lines, house, method="bank", market="here")
    new = {each.key for each in found if each.key not in house}
    house |= {each.key: each.content for each in found}
    return new


MOVEMENTS = st.lists(
    st.builds(
        moved,
        amount_fen=st.integers(1, 3),
        reference=st.sampled_from(["", "20261120-1", "20261120-2", "12"]),
        direction=st.sampled_from(list(Direction)),
        name=st.sampled_from(["王小蔄", "于镕"]),
    ),
    max_size=12,
)


@given(MOVEMENTS)
def test_the_same_export_again_brings_nothing(movements):
    house = {}
    imported(house, movements)
    assert imported(house, movements) == set()


@given(MOVEMENTS, st.data())
def test_a_part_of_an_account_before_or_after_the_whole_brings_each_movement_once(movements, data):
    told_apart = [
        each if each.reference else moved(amount_fen=each.amount_fen, name=f"{each.name}{place}")
        for place, each in enumerate(movements)
    ]
    part = data.draw(st.permutations(told_apart)) if told_apart else []
    some = part[: len(part) // 2]
    first, second = {}, {}
    imported(first, some)
    imported(first, told_apart)
    imported(second, told_apart)
    imported(second, some)
    assert len(first) == len(second) == len(imported({}, told_apart))
    assert sorted(first.values()) == sorted(second.values())


def test_lines_just_alike_without_a_reference_are_counted():
    twice = [moved(), moved()]
    assert len(imported({}, twice)) == 2


def test_what_went_out_never_takes_the_key_of_what_came_in():
    pair = [moved(reference="20261120-1"), moved(reference="20261120-1", direction=Direction.OUT)]
    [came, went] = sorted(imported({}, pair))
    assert (came, went.startswith("list/bank/here/")) == ("bank/20261120-1", True)


def test_a_short_number_is_no_reference():
    [key] = imported({}, [moved(reference="12")])
    assert key.startswith("list/bank/here/")
