import pytest

from events.core.materials import materials
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
                "source": "大型群众性活动安全管理条例（国务院令第505号）第12、13、14条",
                "confidence": "A",
                "unit": "day",
                "materials": [{"zh": each.zh, "en": each.en} for each in materials("MASS_EVENT")],
                "on_change": {
                    "time": "approval",
                    "place": "apply_again",
                    "content": "apply_again",
                    "more_people": "apply_again",
                    "cancelled": "give_back",
                },
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


@pytest.mark.parametrize(
    ("given", "code", "authority", "source", "papers"),
    [
        ({}, "MASS_EVENT", "县级公安机关", "国务院令第505号", "安全工作方案"),
        (
            {"expected_people": 5000},
            "MASS_EVENT",
            "市级公安机关",
            "第12、13、14条",
            "活动方案及其说明",
        ),
        (
            {"expected_people": 9, "paid_performance": True},
            "PERFORMANCE",
            "县级文化主管部门",
            "营业性演出管理条例第13条",
            "节目及其视听资料",
        ),
        (
            {"expected_people": 9, "food_fair": True},
            "FOOD_FAIR_REPORT",
            "县级市场监督管理部门",
            "食品安全法第61条",
            "食品安全管理制度",
        ),
        (
            {"expected_people": 9, "public_road": True},
            "ROAD_OCCUPY",
            "市政工程主管部门、公安交管部门",
            "城市道路管理条例第31条",
            "交通组织和公交改线方案",
        ),
    ],
)
def test_each_filing_names_its_authority_its_law_and_its_papers(
    given, code, authority, source, papers
):
    (filing,) = filings(FESTIVAL | given)["filings"]

    assert (filing["code"], filing["authority"]) == (code, authority)
    assert source in filing["source"]
    assert papers in [each["zh"] for each in filing["materials"]]


def test_the_twentieth_day_before_is_in_time_and_the_nineteenth_late_regulation_505_article_13():
    late = {
        on: filings(FESTIVAL | {"on": on})["filings"][0]["late"]
        for on in ("2026-07-30", "2026-07-31")
    }

    assert late == {"2026-07-30": False, "2026-07-31": True}
