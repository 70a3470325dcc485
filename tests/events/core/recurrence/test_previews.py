import json
from pathlib import Path

import pytest

from events.core.recurrence.previews import dates
from market.core.refusals import Invalid

CASES = json.loads(Path("tests/cases/dates/cases.json").read_text())["cases"]
KINDS = ("rrule", "lunar", "solar_term", "workday")
ASKED = [case for case in CASES if case["kind"] in KINDS]


def question(case):
    return {name: value for name, value in case.items() if name != "expected"}


def case_of(id):
    return next(case for case in CASES if case["id"] == id)


@pytest.mark.parametrize("case", ASKED, ids=[case["id"] for case in ASKED])
def test_every_case_is_answered_as_it_is_expected(case):
    answer = dates(question(case))

    if case["expected"] == "provisional":
        assert answer["provisional"]
    else:
        assert answer["dates"] == case["expected"]
        assert answer["provisional"] is False


def test_what_goes_on_over_several_days_is_found_by_the_days_it_lasts():
    case = case_of("R15")

    assert dates(question(case))["overlaps"] == [
        each["expected_starts"] for each in case["overlap_queries"]
    ]


def test_a_day_off_is_rolled_forward_to_the_next_working_day():
    asked = {"kind": "workday", "query": "roll_forward", "days": ["2026-10-01", "2026-10-12"]}

    assert dates(asked) == {"dates": ["2026-10-08", "2026-10-12"], "provisional": False}


def test_the_eve_of_a_day_off_is_a_day_before_one():
    window = {"start": "2026-09-23", "end": "2026-10-12"}

    answer = dates({"kind": "workday", "query": "eves_of_rest_days", "window": window})

    assert answer["dates"][:4] == ["2026-09-24", "2026-09-25", "2026-09-26", "2026-09-30"]
    assert answer["dates"][-2:] == ["2026-10-06", "2026-10-10"]


def test_what_hangs_on_a_year_not_published_is_provisional():
    window = {"start": "2026-12-30", "end": "2027-01-01"}
    asked = {"kind": "workday", "query": "eves_of_rest_days", "window": window}

    assert dates(asked)["provisional"] is True
    assert dates({**asked, "query": "rest_days"})["provisional"] is False
    far = {"kind": "workday", "query": "roll_forward", "days": ["2027-05-01"]}
    assert dates(far)["provisional"] is True


def test_a_rule_is_said_in_both_languages_and_laid_out():
    rule = {"every": "week", "weekdays": [5, 6], "seasons": [{"first": "04-03", "last": "10-31"}]}
    window = {"start": "2026-10-26", "end": "2027-04-10"}

    answer = dates({"kind": "rule", "rule": rule, "window": window})

    assert answer == {
        "zh": "4月3日至10月31日，每周五、周六。",
        "en": "Every Friday and Saturday, 3 Apr to 31 Oct.",
        "dates": ["2026-10-30", "2026-10-31", "2027-04-03", "2027-04-09"],
        "provisional": False,
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "moon"}, "kind"),
        ({"lunar_rule": {"months": [1], "days": [31]}}, "lunar_rule.days"),
        ({"lunar_rule": {"months": [13], "days": [1]}}, "lunar_rule.months"),
        ({"window": {"start": "2026-01-01", "end": "2126-01-01"}}, "window"),
        ({"windows": {}}, "windows"),
    ],
)
def test_a_question_that_cannot_be_answered_names_its_field(changed, field):
    asked = {
        "kind": "lunar",
        "lunar_rule": {"days": [5]},
        "window": {"start": "2026-01-01", "end": "2026-02-01"},
    }

    with pytest.raises(Invalid) as refused:
        dates(asked | changed)

    assert refused.value.facts["field"] == field
