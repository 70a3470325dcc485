from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasing.core.previews import PREVIEWS
from market.core.previews import answer_all
from market.core.refusals import Invalid, Refusal
from tests.rent_cases import cases, projected

LEASE = {
    "lease": {"start": "2026-01-01", "end": "2026-01-31"},
    "charges": [{"id": "rent", "amount": "3100.00", "per": "month"}],
    "billing": {
        **{"interval_months": 1, "anchor": "calendar", "proration": "actual_days_in_month"},
        "due": {"rule": "period_start"},
    },
    "window": {"from": "2026-01-01", "to": "2026-01-31"},
}
LATE = {
    **{"principal": "10000.00", "due_date": "2026-03-01", "as_of": "2026-03-31"},
    **{"rate": "0.05", "rate_per": "day"},
}
CLOSING = {
    "charge": {"id": "rent", "amount": "3000.00", "per": "month"},
    "billed_period": ["2026-04-01", "2026-06-30"],
    **{"billed": "9000.00", "paid": "7000.00", "already_credited": "0.00"},
    "last_day": "2026-05-31",
}
DEPOSIT = {"deposit": "1000.00", "claims_in_order": [{"what": "damage", "amount": "1.00"}]}
QUESTIONS = {"rent": LEASE, "late-fee": LATE, "closing": CLOSING, "deposit": DEPOSIT}


def changed(kind, where, value):
    """The good question of a kind with one field, named by its path, made something else."""
    question = deepcopy(QUESTIONS[kind])
    *way, last = where
    part = question
    for step in way:
        part = part[step]
    part[last] = value
    return question


@pytest.mark.parametrize(("question", "expected"), cases("schedule"))
def test_rent_is_laid_out_as_agreed(question, expected):
    assert projected(PREVIEWS["rent"](question), expected) == expected


@pytest.mark.parametrize(("question", "expected"), cases("late_fee"))
def test_a_late_fee_is_reckoned_as_agreed(question, expected):
    assert PREVIEWS["late-fee"](question) == expected


@pytest.mark.parametrize(("question", "expected"), cases("termination"))
def test_ending_closes_what_was_billed(question, expected):
    assert PREVIEWS["closing"](question) == expected


@pytest.mark.parametrize(("question", "expected"), cases("deposit_settlement"))
def test_a_deposit_is_settled_in_order(question, expected):
    assert PREVIEWS["deposit"](question) == expected


def test_a_list_of_every_case_is_answered_in_its_order():
    schedules = [case.values for case in cases("schedule")]
    answers = answer_all([question for question, _ in schedules], PREVIEWS["rent"])
    for answer, (_, expected) in zip(answers, schedules, strict=True):
        assert projected(answer, expected) == expected


def test_every_line_shows_how_it_came_about():
    line = PREVIEWS["rent"](LEASE)["invoices"][0]["lines"][0]
    assert line == {
        **{"charge": "rent", "amount": "3100.00"},
        "working": {
            **{"amount": "3100.00", "per": "month", "proration": "actual_days_in_month"},
            **{"from": "2026-01-01", "to": "2026-01-31", "days": 31},
            "shares": [
                {"from": "2026-01-01", "to": "2026-01-31", "days": 31, "of": 31, "worth": "1"}
            ],
            "exact": "3100",
        },
    }


def test_the_window_of_a_lease_with_an_end_may_be_left_out():
    assert PREVIEWS["rent"](changed("rent", ["window"], None)) == PREVIEWS["rent"](LEASE)


def test_a_late_fee_names_what_it_did_not_reckon_with():
    answer = PREVIEWS["late-fee"](LATE | {"grace_day": 5, "fees_already_billed": "50.00"})
    assert answer == {"amount": "150.00", "ignored": ["grace_day"]}


def test_a_year_may_be_divided_by_a_number_of_days_written_as_a_number():
    yearly = LATE | {"rate": 36, "rate_per": "year", "year_basis": 360}
    assert PREVIEWS["late-fee"](yearly) == {"amount": "300.00"}


def test_a_late_fee_counts_from_the_due_date_rolled_to_a_working_day():
    sunday = LATE | {"shift": "next_business_day", "holidays": ["2026-03-02"]}
    assert PREVIEWS["late-fee"](sunday) == {"amount": "140.00"}


WRONG = {
    "rent": [
        (["lease"], [], "not_an_object", "lease"),
        (["lease", "start"], None, "missing_field", "lease.start"),
        (["lease", "start"], "2026-02-30", "bad_date", "lease.start"),
        (["lease", "start"], "20260101", "bad_date", "lease.start"),
        (["lease", "start"], "9999-12-31", "bad_date", "lease.start"),
        (["lease", "end"], "2025-12-31", "ends_before_it_starts", "lease.end"),
        (["lease", "ends"], "2025-12-31", "unknown_field", "lease.ends"),
        (["charges"], {}, "not_a_list", "charges"),
        (["charges"], [{}] * 101, "too_many", "charges"),
        (["charges"], ["rent"], "not_an_object", "charges[0]"),
        (["charges", 0, "id"], "蔄" * 201, "bad_text", "charges[0].id"),
        (["charges", 0, "id"], " ", "bad_text", "charges[0].id"),
        (["charges", 0, "amount"], 3100.0, "bad_money", "charges[0].amount"),
        (["charges", 0, "amount"], 3100, "bad_money", "charges[0].amount"),
        (["charges", 0, "amount"], "3100.001", "bad_money", "charges[0].amount"),
        (["charges", 0, "amount"], "-3100.00", "negative_money", "charges[0].amount"),
        (["charges", 0, "per"], "fortnight", "bad_word", "charges[0].per"),
        (["charges", 0, "per"], ["month"], "bad_word", "charges[0].per"),
        (["charges", 0, "kind"], "gift", "unknown_field", "charges[0].per"),
        (["charges", 0], {"id": "a", "kind": "gift"}, "bad_word", "charges[0].kind"),
        (["billing", "interval_months"], 5, "bad_interval", "billing.interval_months"),
        (["billing", "interval_months"], 24, "bad_number", "billing.interval_months"),
        (["billing", "interval_months"], True, "bad_number", "billing.interval_months"),
        (["billing", "interval_months"], "1", "bad_number", "billing.interval_months"),
        (["billing", "anchor"], None, "missing_field", "billing.anchor"),
        (["billing", "due", "rule"], "someday", "bad_word", "billing.due.rule"),
        (["billing", "due", "rule"], "day_of_month", "bad_due_rule", "billing.due.day"),
        (["billing", "due", "day"], 5, "bad_due_rule", "billing.due.day"),
        (["billing", "due", "offset_days"], 10**9, "bad_number", "billing.due.offset_days"),
        (["billing", "due", "shift"], "previous", "bad_word", "billing.due.shift"),
        (["billing", "due", "holidays"], ["soon"], "bad_date", "billing.due.holidays[0]"),
        (["billing", "due", "holidays"], "2026-01-01", "not_a_list", "billing.due.holidays"),
        (["window", "to"], "2025-01-01", "ends_before_it_starts", "window.to"),
        (["discount"], "5", "unknown_field", "discount"),
    ],
    "late-fee": [
        (["principal"], "-1.00", "negative_money", "principal"),
        (["rate"], 0.05, "bad_ratio", "rate"),
        (["rate"], "-0.05", "bad_ratio", "rate"),
        (["rate"], "1/0", "bad_ratio", "rate"),
        (["rate_per"], None, "missing_field", "rate_per"),
        (["rates"], [{"rate": "1", "per": "day"}], "two_rates", "rate"),
        (["grace_days"], -1, "bad_number", "grace_days"),
        (["grace_mode"], "maybe", "bad_word", "grace_mode"),
        (["year_basis"], 364, "bad_word", "year_basis"),
        (["payments"], [{"date": "2026-03-02"}], "missing_field", "payments[0].amount"),
        (["fees_already_billed"], "many", "bad_money", "fees_already_billed"),
    ],
    "closing": [
        (["billed_period"], ["2026-04-01"], "bad_period", "billed_period"),
        (["billed_period"], ["2026-04-02", "2026-04-01"], "bad_period", "billed_period"),
        (["billed"], "x", "bad_money", "billed"),
        (["charge", "from"], "2026-13-01", "bad_date", "charge.from"),
        (["last_day"], None, "missing_field", "last_day"),
        (["proration"], "none", "unknown_field", "proration"),
    ],
    "deposit": [
        (["deposit"], "-1.00", "negative_money", "deposit"),
        (["claims_in_order"], None, "missing_field", "claims_in_order"),
        (["claims_in_order", 0, "amount"], "-1.00", "negative_money", "claims_in_order[0].amount"),
        (["claims_in_order", 0, "sum"], "1.00", "unknown_field", "claims_in_order[0].sum"),
    ],
}


@pytest.mark.parametrize(
    ("kind", "where", "value", "code", "field"),
    [(kind, *wrong) for kind, found in WRONG.items() for wrong in found],
)
def test_a_question_that_cannot_be_read_is_refused_by_the_name_of_its_field(
    kind, where, value, code, field
):
    with pytest.raises(Invalid) as refused:
        PREVIEWS[kind](changed(kind, where, value))
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert "…" not in str(refused.value)


words = ["none", "year", "2026-02-29", "2199-12-31", "0.00", "1e9", "-1", "1/3", ""]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(words) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def _ways(part, way=()):
    """The path to every field and item of a question."""
    if isinstance(part, dict | list):
        for step in part if isinstance(part, dict) else range(len(part)):
            yield [*way, step]
            yield from _ways(part[step], (*way, step))


@given(st.data(), st.sampled_from(sorted(QUESTIONS)), values)
def test_whatever_is_asked_is_answered_or_refused(data, kind, value):
    where = data.draw(st.sampled_from(list(_ways(QUESTIONS[kind]))))
    try:
        assert PREVIEWS[kind](changed(kind, where, value))
    except Refusal as refusal:
        assert str(refusal)
