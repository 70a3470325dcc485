from datetime import date
from decimal import Decimal

import pytest

from market.actions import holds, shapes
from market.core.actors import HOUSE
from market.core.lettering import Box
from market.core.periods import Period
from market.core.shapes import areas, parts, union
from market.models import Pitch
from market.queries.pitches import pitches_on
from tests.builders import AT, a_pitch, a_zone, acting
from tests.refused import refused

TODAY = date(2026, 3, 2)


@pytest.fixture
def stalls():
    """Two stalls side by side, 3 m by 2 m each."""
    zone = a_zone()
    return [
        a_pitch(
            zone=zone, code=code, x=x, y=0, width=300, height=200, area_m2=Decimal(6), water=water
        )
        for code, x, water in (("A-1", 0, True), ("A-2", 300, False))
    ]


def merge(stalls, code="A-1+2", by=HOUSE):
    return shapes.merge(stalls, code, by=by, at=AT)


def on_the_plan(stalls, on=TODAY):
    return [here.pitch.code for here in pitches_on(stalls[0].zone.market, on)]


@pytest.mark.django_db
def test_two_neighbours_become_one_with_their_area_and_what_either_had(stalls):
    made = merge(stalls)
    assert (made.x, made.y, made.width, made.height) == (0, 0, 600, 200)
    assert (made.area_m2, made.water) == (Decimal(12), True)
    assert on_the_plan(stalls) == ["A-1+2"]
    assert on_the_plan(stalls, date(2026, 3, 1)) == ["A-1", "A-2"]
    assert [row.before.code for row in made.made_of.all()] == ["A-1", "A-2"]
    assert set(Pitch.objects.filter(gone_since=TODAY).values_list("state", flat=True)) == {"closed"}


@pytest.mark.django_db
def test_what_was_merged_falls_back_into_its_parts(stalls):
    back = shapes.split(merge(stalls), (), by=HOUSE, at=AT)
    assert [(pitch.code, pitch.state) for pitch in back] == [("A-1", "open"), ("A-2", "open")]
    assert on_the_plan(stalls) == ["A-1", "A-2"]


@pytest.mark.django_db
def test_a_pitch_is_split_side_by_side_and_its_area_with_it(stalls):
    made = shapes.split(stalls[0], ("A-1a", "A-1b"), by=HOUSE, at=AT)
    assert [(one.x, one.width, one.area_m2, one.water) for one in made] == [
        (0, 150, Decimal(3), True),
        (150, 150, Decimal(3), True),
    ]


@pytest.mark.django_db
def test_a_pitch_that_is_held_today_or_later_is_left_alone(stalls):
    holds.take(stalls[:1], Period(date(2027, 1, 1), None), held_for="lease")
    assert refused(merge, stalls)[0] == "pitch_held"
    assert refused(shapes.split, stalls[0], ("a", "b"), by=HOUSE, at=AT)[0] == "pitch_held"


@pytest.mark.django_db
def test_a_hold_that_is_over_does_not_matter(stalls):
    holds.take(stalls, Period(date(2026, 1, 1), TODAY), held_for="lease")
    assert merge(stalls).code == "A-1+2"


@pytest.mark.django_db
def test_a_gap_a_code_that_is_taken_and_a_steward_are_refused(stalls):
    assert refused(merge, stalls, "A-2")[0] == "code_taken"
    steward = acting("steward", market=stalls[0].zone.market)
    assert refused(merge, stalls, by=steward)[0] == "not_yours_to_do"
    Pitch.objects.filter(pk=stalls[1].pk).update(x=310)
    assert refused(merge, stalls)[0] == "not_neighbours"


def test_parts_are_the_whole_again():
    whole = Box(10, 20, 1001, 300)
    assert union(parts(whole, 7)) == whole
    assert sum(areas(Decimal("10.01"), 3)) == Decimal("10.01")
