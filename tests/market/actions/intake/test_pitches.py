"""Pitches from a list: GB18030, with the faults that lists have."""

import pytest

from market.models import Listing, Move, Pitch, Zone
from tests.builders import a_market, a_pitch, a_zone, acting
from tests.lists import DATA, bring, figures, refusals, remarks
from tests.refused import refused

pytestmark = pytest.mark.django_db
LIST = (DATA / "pitches-gb18030.csv").read_bytes()
FAULTS = {
    9: [
        ("摊位类型", "unknown_word"),
        ("面积（㎡）", "bad_amount"),
        ("月租金（元）", "parts_of_a_fen"),
    ],
    10: [("摊位号", "nothing_there")],
    12: [("", "said_otherwise")],
}
HEAD = "摊位号,区域,面积,经营范围,状态\n"


def test_a_gb18030_list_comes_in_and_every_other_line_is_told():
    market = a_market()
    report = bring("pitches", LIST, market)
    assert figures(report) == {"created": 5, "skipped": 2, "refused": 3}
    assert dict(report.besides) == {"zones": 3}
    assert refusals(report) == FAULTS
    assert list(
        Pitch.objects.order_by("code").values_list("code", "zone__name", "kind", "guide_rent_fen")
    ) == [
        ("A-1", "农贸大厅", "stall", 170000),
        ("A-2", "农贸大厅", "stall", 170000),
        ("B-1", "农贸大厅", "stall", 90000),
        ("C-1", "集装箱市场", "container", 250000),
        ("X-01", "星空街", "night", None),
    ]


def test_a_second_run_changes_nothing():
    market = a_market()
    bring("pitches", LIST, market)
    before = (
        list(Pitch.objects.values()),
        list(Zone.objects.values()),
        list(Listing.objects.values()),
    )
    report = bring("pitches", LIST, market)
    assert figures(report) == {"unchanged": 5, "skipped": 2, "refused": 3}
    assert dict(report.besides) == {}
    after = (
        list(Pitch.objects.values()),
        list(Zone.objects.values()),
        list(Listing.objects.values()),
    )
    assert after == before


def test_a_rehearsal_tells_the_same_and_leaves_nothing():
    market = a_market()
    rehearsed = bring("pitches", LIST, market, dry_run=True)
    assert (Pitch.objects.count(), Zone.objects.count(), Listing.objects.count()) == (0, 0, 0)
    assert bring("pitches", LIST, market).landings == rehearsed.landings


def test_a_corrected_list_changes_only_what_it_corrects():
    market = a_market()
    bring("pitches", f"{HEAD}A-1,大厅,9,鲜肉,\nA-2,大厅,9,鲜肉,\n", market)
    report = bring("pitches", f"{HEAD}A-1,大厅,9,鲜肉,\nA-2,大厅,10.5,鲜肉,维修\n", market)
    assert figures(report) == {"unchanged": 1, "changed": 1}
    pitch = Pitch.objects.get(code="A-2")
    assert (str(pitch.area_m2), pitch.goods, pitch.state) == ("10.50", ["鲜肉"], "repair")
    assert list(Move.objects.values_list("noun", "name", "before", "after")) == [
        ("pitch", "repair", "open", "repair")
    ]


def test_what_people_changed_here_stays_and_is_told_where_the_list_changed_too():
    market = a_market()
    bring("pitches", f"{HEAD}A-1,大厅,9,鲜肉,\n", market)
    Pitch.objects.update(area_m2=20)
    assert figures(bring("pitches", f"{HEAD}A-1,大厅,9,鲜肉,\n", market)) == {"unchanged": 1}
    report = bring("pitches", f"{HEAD}A-1,大厅,11,鲜肉,\n", market)
    assert remarks(report) == {2: [("面积", "changed_here")]}
    assert Pitch.objects.get().area_m2 == 20
    report = bring("pitches", f"{HEAD}A-1,大厅,11,鲜肉,\n", market, overwrite=True)
    assert figures(report) == {"changed": 1}
    assert Pitch.objects.get().area_m2 == 11


def test_pitches_without_a_place_are_laid_out_and_a_drawn_plan_stays_as_it_is():
    market = a_market()
    zone = a_zone(market=market, name="大厅", width=2000, height=600)
    drawn = a_pitch(zone=zone, code="A-1", x=150, y=150)
    bring("pitches", f"{HEAD}A-2,大厅,9,,\nA-3,大厅,9,,\n", market)
    places = Pitch.objects.order_by("code").values_list("x", "y", "width", "height")
    assert list(places) == [(150, 150, 300, 300), (150, 700, 300, 300), (450, 700, 300, 300)]
    zone.refresh_from_db()
    drawn.refresh_from_db()
    assert (zone.width, zone.height) == (2000, 1150)


def test_a_list_without_zones_goes_to_the_only_one_and_is_refused_where_there_are_several():
    market = a_market()
    assert figures(bring("pitches", "摊位号,面积\nA-1,9\n", market)) == {"created": 1}
    assert Zone.objects.get().name == market.name
    a_zone(market=market)
    report = bring("pitches", "摊位号,面积\nA-9,9\n", market)
    assert refusals(report) == {2: [("", "zone_missing")]}


def test_a_pitch_named_twice_by_two_names_of_its_zone_is_one_and_the_second_line_is_told():
    market = a_market()
    a_zone(market=market, code="hall", name="大厅")
    report = bring("pitches", f"{HEAD}A-1,大厅,9,,\nA-1,hall,10,,\n", market)
    assert refusals(report) == {3: [("", "said_otherwise")]}
    assert Pitch.objects.get().area_m2 == 9


def test_two_markets_lists_number_alike_and_stay_apart():
    one, other = a_market(), a_market()
    text = f"{HEAD}A-1,大厅,9,,\n"
    assert figures(bring("pitches", text, one)) == figures(bring("pitches", text, other))
    assert Pitch.objects.count() == 2


def test_only_a_manager_of_this_market_brings_a_list_in():
    market = a_market()
    for by in (acting("cashier", market=market), acting("manager", market=a_market())):
        assert refused(bring, "pitches", LIST, market, by=by)[0] == "not_yours_to_do"
    assert (
        figures(bring("pitches", LIST, market, by=acting("manager", market=market)))["created"] == 5
    )
