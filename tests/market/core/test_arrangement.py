"""Pitches that nobody has drawn find a place, and nothing lies on anything else."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from market.core.arrangement import (
    AISLE,
    BETWEEN_ZONES,
    MARGIN,
    Ground,
    Undrawn,
    arranged,
    row_of,
    side_of,
)
from market.core.lettering import Box

NEW = Box(0, 0, 0, 0)


def test_a_code_tells_its_row_by_what_stands_before_its_last_number():
    assert [row_of(code) for code in ("A-12", "箱-05", "B3", "7", "门市东1-2")] == [
        "A",
        "箱",
        "B",
        "",
        "门市东1",
    ]


def test_a_new_zone_has_its_pitches_in_rows_by_code_with_an_aisle_between():
    pitches = tuple(Undrawn(code, order=(0, code)) for code in ("B-1", "A-2", "A-1"))
    made = arranged({"hall": Ground(NEW, undrawn=pitches)})["hall"]
    below = MARGIN + 300 + AISLE
    assert dict(made.boxes) == {
        "A-1": Box(MARGIN, MARGIN, 300, 300),
        "A-2": Box(MARGIN + 300, MARGIN, 300, 300),
        "B-1": Box(MARGIN, below, 300, 300),
    }
    assert made.zone == Box(0, 0, 600 + 2 * MARGIN, below + 300 + MARGIN)


def test_a_row_named_by_the_list_goes_before_the_code():
    pitches = (Undrawn("A-1", row="东"), Undrawn("B-1", row="东"))
    made = arranged({"hall": Ground(NEW, undrawn=pitches)})["hall"]
    assert {box.y for box in made.boxes.values()} == {MARGIN}


def test_new_zones_lie_one_under_the_other():
    one = Ground(NEW, undrawn=(Undrawn("A-1"),))
    made = arranged({"hall": one, "street": one})
    assert made["street"].zone.y == made["hall"].zone.bottom + BETWEEN_ZONES
    assert made["street"].boxes["A-1"].y == made["street"].zone.y + MARGIN


def test_what_is_drawn_stays_and_new_pitches_go_below_it():
    drawn = Box(200, 100, 300, 300)
    made = arranged({"hall": Ground(Box(0, 0, 1000, 900), (drawn,), (Undrawn("Z-1"),))})["hall"]
    assert dict(made.boxes) == {"Z-1": Box(MARGIN, 400 + AISLE, 300, 300)}
    assert made.zone == Box(0, 0, 1000, 400 + AISLE + 300 + MARGIN)
    assert made.moved == 0


def test_a_zone_below_one_that_grew_goes_down_with_all_it_holds():
    hall = Ground(Box(0, 0, 900, 500), (Box(100, 100, 300, 300),), (Undrawn("Z-1"),))
    street = Ground(Box(0, 700, 900, 400), (Box(100, 800, 300, 200),))
    made = arranged({"hall": hall, "street": street})
    assert made["street"].zone.y == made["hall"].zone.bottom + 200
    assert made["street"].moved == made["street"].zone.y - 700


def test_nothing_new_changes_nothing():
    grounds = {"hall": Ground(Box(0, 0, 900, 500), (Box(100, 100, 300, 300),))}
    made = arranged(grounds)["hall"]
    assert (made.boxes, made.zone, made.moved) == ({}, Box(0, 0, 900, 500), 0)


def test_a_side_follows_from_the_area_and_stays_within_reason():
    assert [side_of(area) for area in (None, 9, 12.5, 0.1, 99_999)] == [300, 300, 350, 100, 3000]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("ABC"), st.integers(100, 900)), max_size=30), max_size=4
    )
)
def test_no_two_pitches_and_no_two_zones_ever_share_ground(zones):
    grounds = {
        str(name): Ground(
            NEW,
            undrawn=tuple(
                Undrawn(f"{row}-{n}", width=side, height=side)
                for n, (row, side) in enumerate(pitches)
            ),
        )
        for name, pitches in enumerate(zones)
        if pitches
    }
    made = arranged(grounds)
    boxes = [box for one in made.values() for box in one.boxes.values()]
    assert len(boxes) == sum(len(pitches) for pitches in zones)
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    assert not any(a.zone.meets(b.zone) for a, b in combinations(made.values(), 2))
    for one in made.values():
        assert Box.around([one.zone, *one.boxes.values()]) == one.zone
