from datetime import date, time
from decimal import Decimal

from events.core.clashes import Neighbour, Power, clashes
from events.core.occasions import Feature, Occasion
from market.core.hours import Hours

EARLY = Occasion(date(2026, 7, 17), Hours.between(time(16), time(21)))
LATE = Occasion(
    date(2026, 7, 17), Hours.between(time(18), time(23)), features=frozenset({Feature.LOUDSPEAKER})
)


def codes(*given):
    return [clash.code for clash in clashes(*given)]


def test_nothing_beside_it_is_nothing_against_it():
    assert codes(EARLY, [], []) == []
    assert codes(EARLY, [Neighbour(1, "早集", same_ground=False, closes=False)], []) == []


def test_another_session_on_the_ground_and_a_closure_are_told_apart():
    beside = [Neighbour(1, "早集", True, False), Neighbour(2, "检修", True, True)]

    assert codes(EARLY, beside, []) == ["same_ground", "ground_closed"]


def test_vendors_in_two_places_are_named_three_at_most():
    beside = [Neighbour(1, "早集", False, False, ("甲", "乙", "丙", "丁", "戊"))]

    (clash,) = clashes(EARLY, beside, [])

    assert (clash.code, clash.facts["vendors"]) == ("same_vendors", "甲、乙、丙 +2")


def test_power_is_warned_of_only_beyond_the_budget():
    at_the_limit = Power("星空街", Decimal("60.0"), Decimal("60.0"))
    beyond = Power("星空街", Decimal("60.0"), Decimal("60.5"))

    assert codes(EARLY, [], [at_the_limit]) == []
    assert codes(EARLY, [], [beyond]) == ["power"]


def test_music_after_ten_is_warned_of_and_a_quiet_late_night_is_not():
    assert codes(LATE, [], []) == ["night_noise"]
    assert codes(Occasion(LATE.day, LATE.hours), [], []) == []
