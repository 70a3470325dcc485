import pytest

from market.models import Hold
from tests.builders import a_market, a_pitch, a_vendor, a_zone
from tests.market.api.callers import a_stranger, in_a_browser, with_token

pytestmark = pytest.mark.django_db


def test_anyone_sees_markets_zones_and_pitches_with_their_state_on_a_day():
    market = a_market(name="汇泉农贸市场")
    zone = a_zone(market=market, name="农贸大厅")
    pitch = a_pitch(zone=zone, guide_rent_fen=170000)
    caller = a_stranger()

    assert caller.get(f"/markets/{market.pk}").json()["name"] == "汇泉农贸市场"
    assert caller.get("/markets").json()["total"] == 1
    assert [each["name"] for each in caller.get(f"/zones?market={market.pk}").json()["items"]] == [
        "农贸大厅"
    ]
    told = caller.get(f"/pitches?market={market.pk}&zone={zone.pk}&on=2026-08-31").json()["items"]
    assert [(each["code"], each["state"], each["on"]) for each in told] == [
        (pitch.code, "free", "2026-08-31")
    ]
    assert told[0]["guide_rent"] == "1700.00"


def test_what_holds_a_pitch_and_its_meters_are_told_to_its_own_operators_only():
    market = a_market()
    pitch = a_pitch(market=market, electricity_meter="E-77")
    ours = in_a_browser("manager", market=market)
    body = {"pitches": [pitch.pk], "starts_on": "2026-08-31", "ends_on": "2026-09-02"}
    assert ours.post("/holds", body).status_code == 201
    path = f"/pitches/{pitch.pk}?on=2026-08-31"

    told = ours.get(path).json()
    assert (told["state"], told["held_for"], told["until"]) == ("closed", "closure", "2026-09-02")
    assert told["meters"]["electricity"] == "E-77"
    others = (a_stranger(), with_token(a_vendor(market=market)), in_a_browser(market=a_market()))
    for caller in others:
        told = caller.get(path).json()
        assert (told["state"], told["held_for"], told["until"], told["meters"]) == (
            "closed",
            None,
            None,
            None,
        )


def test_pitches_are_filtered_by_their_state():
    market = a_market()
    a_pitch(market=market, state="repair")
    free = a_pitch(market=market)
    told = a_stranger().get(f"/pitches?market={market.pk}&state=free").json()
    assert ([each["id"] for each in told["items"]], told["total"]) == ([free.pk], 1)


def test_a_pitch_is_edited_under_its_version_and_its_state_is_not():
    market = a_market()
    pitch = a_pitch(market=market)
    caller = in_a_browser("manager", market=market)
    path = f"/pitches/{pitch.pk}"
    tag = caller.get(path).headers["ETag"]

    edited = caller.patch(path, {"guide_rent": "1888.00", "gas": True}, If_Match=tag)
    assert (edited.status_code, edited.json()["guide_rent"]) == (200, "1888.00")
    assert edited.json()["equipment"]["gas"] is True
    assert caller.patch(path, {"gas": False}, If_Match=tag).status_code == 412
    assert caller.patch(path, {"gas": False}).status_code == 428
    assert caller.patch(path, {"state": "closed"}, If_Match=tag).status_code == 422
    assert caller.patch(path, {"guide_rent": "-1.00"}, If_Match=tag).status_code == 422


def test_another_markets_pitch_is_not_there_to_be_edited_closed_or_opened():
    theirs = a_market()
    pitch = a_pitch(market=theirs)
    days = {"starts_on": "2026-08-31", "ends_on": "2026-08-31"}
    hold = in_a_browser(market=theirs).post("/holds", {"pitches": [pitch.pk], **days}).json()[0]
    caller = in_a_browser("owner", market=a_market())

    assert caller.patch(f"/pitches/{pitch.pk}", {"gas": True}, If_Match="*").status_code == 404
    assert caller.post("/holds", {"pitches": [pitch.pk], **days}).status_code == 404
    assert caller.post(f"/holds/{hold['id']}/release").status_code == 404
    query = f"/holds?market={theirs.pk}&starts_on=2026-08-31&ends_on=2026-08-31"
    assert caller.get(query).status_code == 404


def test_a_closure_is_listed_refuses_another_and_is_given_back():
    market = a_market()
    pitch = a_pitch(market=market)
    caller = in_a_browser("manager", market=market)
    body = {
        "pitches": [pitch.pk],
        "starts_on": "2026-08-31",
        "ends_on": "2026-09-30",
        "weekdays": [5, 6],
        "from_minute": 1080,
        "until_minute": 1500,
    }
    [hold] = caller.post("/holds", body).json()
    assert (hold["days"], hold["weekdays"], hold["until_minute"]) == (
        {"starts_on": "2026-08-31", "ends_on": "2026-09-30"},
        [5, 6],
        1500,
    )
    taken = caller.post("/holds", body)
    assert (taken.status_code, taken.json()["code"]) == (409, "pitch_taken")
    query = f"/holds?market={market.pk}&starts_on=2026-09-30&ends_on=2026-12-31"
    assert [each["id"] for each in caller.get(query).json()["items"]] == [hold["id"]]

    assert caller.post(f"/holds/{hold['id']}/release").json()["released_at"] is not None
    assert caller.get(query).json()["total"] == 0
    assert Hold.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"weekdays": [8]}, {"pitches": []}, {"ends_on": "2026-08-30"}, {"from_minute": 1740}]
)
def test_a_closure_that_makes_no_sense_is_refused(wrong):
    market = a_market()
    pitch = a_pitch(market=market)
    body = {"pitches": [pitch.pk], "starts_on": "2026-08-31", "ends_on": "2026-08-31", **wrong}
    assert in_a_browser(market=market).post("/holds", body).status_code == 422


def test_a_day_beyond_all_calendars_is_refused():
    a_pitch()
    answer = a_stranger().get("/pitches?on=9999-12-31")
    assert (answer.status_code, answer.json()["code"]) == (422, "out_of_range")
