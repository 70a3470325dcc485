import pytest

from market.core.previews import PREVIEWS, answer_all
from market.core.refusals import Invalid
from tests.rent_cases import cases

split = PREVIEWS["split"]
THIRDS = {"amount": "1.00", "weights": ["1", "1", "1"]}


@pytest.mark.parametrize(("question", "expected"), cases("split"))
def test_an_amount_is_shared_out_to_the_fen(question, expected):
    assert split(question) == expected


def test_weights_may_be_fractions_and_whole_numbers():
    assert split({"amount": "-1.00", "weights": ["1/3", 0, "0.5"]}) == {
        **{"parts": ["-0.40", "0.00", "-0.60"], "total": "-1.00"}
    }


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"weights": ["1", "-1"]}, "bad_ratio", "weights[1]"),
        ({"weights": ["0", "0"]}, "bad_weights", "weights"),
        ({"weights": []}, "bad_weights", "weights"),
        ({"weights": [0.5]}, "bad_ratio", "weights[0]"),
        ({"weights": "1,1"}, "not_a_list", "weights"),
        ({"amount": 1}, "bad_money", "amount"),
        ({"amount": None}, "missing_field", "amount"),
        ({"policy": "to whom it may concern"}, "bad_policy", "policy"),
        ({"weight": ["1"]}, "unknown_field", "weight"),
    ],
)
def test_a_question_that_shares_nothing_out_is_refused(wrong, code, field):
    with pytest.raises(Invalid) as refused:
        split(THIRDS | wrong)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


def test_in_a_list_an_error_stands_where_a_question_was_refused():
    answers = answer_all([THIRDS, "what?", THIRDS | {"amount": "x"}], split, lambda no: no.code)
    assert answers == [
        {"parts": ["0.34", "0.33", "0.33"], "total": "1.00"},
        {"error": {"code": "not_an_object", "detail": "not_an_object"}},
        {"error": {"code": "bad_money", "detail": "bad_money"}},
    ]


def test_an_empty_list_is_answered_with_an_empty_list():
    assert answer_all([], split) == []


@pytest.mark.parametrize("asked", ["what?", None, 5])
def test_a_single_question_is_answered_or_its_refusal_raised(asked):
    assert answer_all(THIRDS, split) == split(THIRDS)
    with pytest.raises(Invalid) as refused:
        answer_all(asked, split)
    assert refused.value.code == "not_an_object"
