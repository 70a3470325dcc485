import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from events.core.filings import broken_by, needed, stands_in_the_way
from events.core.occasions import Feature, Occasion
from market.core.hours import Hours

CASES = Path(__file__).resolve().parents[2] / "cases" / "dates" / "cases.json"
EVENING = Hours.between(time(18), time(22))
FESTIVAL = Occasion(date(2026, 8, 19), EVENING, people=4800, place=1)


def _case(id: str) -> dict:
    return next(case for case in json.loads(CASES.read_text("utf-8"))["cases"] if case["id"] == id)


def test_a_mass_event_is_applied_for_twenty_days_before():
    found = {
        day: needed(replace(FESTIVAL, day=date.fromisoformat(day)))[0].apply_by.isoformat()
        for day in _case("B05")["expected"]
    }

    assert found == _case("B05")["expected"]


@pytest.mark.parametrize(
    ("people", "authority"),
    [(1000, "县级公安机关"), (4999, "县级公安机关"), (5000, "市级公安机关")],
)
def test_the_city_police_decide_from_five_thousand_people(people, authority):
    (need,) = needed(replace(FESTIVAL, people=people))

    assert (need.code, need.authority) == ("MASS_EVENT", authority)


@pytest.mark.parametrize("people", [None, 0, 999])
def test_fewer_than_a_thousand_people_need_no_permit(people):
    assert needed(replace(FESTIVAL, people=people)) == ()


def test_filings_come_in_the_order_in_which_they_are_to_be_made():
    everything = replace(FESTIVAL, features=frozenset(Feature))

    assert [(each.code, each.apply_by, each.decided_by) for each in needed(everything)] == [
        ("MASS_EVENT", date(2026, 7, 30), date(2026, 8, 6)),
        ("PERFORMANCE", date(2026, 8, 15), date(2026, 8, 18)),
        ("FOOD_FAIR_REPORT", date(2026, 8, 18), None),
        ("ROAD_OCCUPY", date(2026, 8, 18), None),
    ]


def test_the_last_day_is_not_late_and_the_next_is():
    (need,) = needed(FESTIVAL)

    assert not need.late(date(2026, 7, 30))
    assert need.late(date(2026, 7, 31))


@pytest.mark.parametrize(
    "change",
    [
        {"people": 4801},
        {"people": 5200},
        {"day": date(2026, 8, 20)},
        {"hours": Hours.between(time(18), time(23))},
        {"place": 2},
        {"features": frozenset({Feature.BARBECUE})},
    ],
)
def test_more_people_another_time_place_or_content_break_the_permit(change):
    assert broken_by(FESTIVAL, replace(FESTIVAL, **change)) == {"MASS_EVENT"}


def test_fewer_people_break_nothing_while_the_same_authority_is_in_charge():
    assert broken_by(FESTIVAL, replace(FESTIVAL, people=4000)) == frozenset()
    large = replace(FESTIVAL, people=6000)
    assert broken_by(large, FESTIVAL) == {"MASS_EVENT"}


def test_a_larger_crowd_leaves_the_food_fair_report_standing():
    fair = replace(FESTIVAL, people=300, features=frozenset({Feature.FOOD_FAIR}))

    assert broken_by(fair, replace(fair, people=500)) == frozenset()
    assert broken_by(fair, replace(fair, day=date(2026, 8, 20))) == {"FOOD_FAIR_REPORT"}


@pytest.mark.parametrize(
    ("code", "state", "on", "blocked"),
    [
        ("MASS_EVENT", "needed", date(2026, 7, 30), False),
        ("MASS_EVENT", "needed", date(2026, 7, 31), True),
        ("MASS_EVENT", "applied", date(2026, 7, 31), True),
        ("MASS_EVENT", "granted", date(2026, 7, 31), False),
        ("FOOD_FAIR_REPORT", "needed", date(2026, 7, 31), False),
    ],
)
def test_only_a_safety_permit_out_of_time_and_not_granted_stands_in_the_way(
    code, state, on, blocked
):
    assert stands_in_the_way(code, state, date(2026, 7, 30), on=on) is blocked
