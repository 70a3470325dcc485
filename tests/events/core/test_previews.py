import pytest

from events.core.previews import filings
from market.core.refusals import Invalid

FESTIVAL = {
    "on": "2026-07-31",
    "date": "2026-08-19",
    "start": "18:00",
    "end": "22:00",
    "expected_people": 4800,
}


def test_a_festival_asks_for_its_permit_and_says_that_it_is_late():
    assert filings(FESTIVAL) == {
        "filings": [
            {
                "code": "MASS_EVENT",
                "zh": "大型群众性活动安全许可",
                "authority": "县级公安机关",
                "apply_by": "2026-07-30",
                "decided_by": "2026-08-06",
                "late": True,
                "source": "大型群众性活动安全管理条例（国务院令第505号）第12、13条",
                "confidence": "A",
            }
        ],
        "warnings": [],
    }


def test_every_feature_brings_its_filing_or_its_warning():
    features = ("food_fair", "paid_performance", "temporary_stage", "public_road", "barbecue")
    answer = filings(FESTIVAL | dict.fromkeys(features, True))

    assert [each["code"] for each in answer["filings"]] == [
        "MASS_EVENT",
        "PERFORMANCE",
        "FOOD_FAIR_REPORT",
        "ROAD_OCCUPY",
    ]
    assert [each["code"] for each in answer["warnings"]] == [
        "OUTDOOR_BBQ",
        "TEMPORARY_STAGE",
        "ROAD_DAYS",
    ]


@pytest.mark.parametrize(
    ("start", "end", "warned"),
    [
        ("18:00", "22:00", []),
        ("18:00", "22:01", ["NIGHT_NOISE"]),
        ("18:00", "01:00", ["NIGHT_NOISE"]),
        ("05:30", "09:00", ["NIGHT_NOISE"]),
        ("06:00", "09:00", []),
        ("18:00", "24:00", ["NIGHT_NOISE"]),
    ],
)
def test_the_night_from_ten_to_six_is_warned_of(start, end, warned):
    answer = filings(FESTIVAL | {"start": start, "end": end})

    assert [each["code"] for each in answer["warnings"]] == warned


def test_a_loudspeaker_is_warned_of_at_any_hour():
    answer = filings(FESTIVAL | {"loudspeaker": True})

    assert [each["code"] for each in answer["warnings"]] == ["LOUDSPEAKER"]


def test_a_small_quiet_evening_needs_nothing():
    assert filings(FESTIVAL | {"expected_people": None}) == {"filings": [], "warnings": []}


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"start": "25:00"}, "bad_time", "start"),
        ({"end": "24:30"}, "bad_time", "end"),
        ({"end": "6pm"}, "bad_time", "end"),
        ({"barbecue": "yes"}, "bad_flag", "barbecue"),
        ({"expected_people": -1}, "bad_number", "expected_people"),
        ({"peple": 5}, "unknown_field", "peple"),
        ({"end": "06:00"}, "bad_hours", "hours"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_field(given, code, field):
    with pytest.raises(Invalid) as refused:
        filings(FESTIVAL | given)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
