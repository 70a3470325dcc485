"""Forms that keep what was typed and say what was wrong where it was wrong."""

from datetime import UTC, date, datetime

import pytest
from django import forms

from market.core.refusals import Conflict, Forbidden, Invalid, Missing
from market.pages.forms import YuanField, attempt, said


class Slip(forms.Form):
    amount = YuanField()
    note = forms.CharField(required=False)


def slip(**given):
    return Slip({"amount": "5", **given})


def test_the_act_gets_what_the_form_was_told_and_its_answer_comes_back():
    assert attempt(slip(note="x"), lambda told: told) == {"amount": 500, "note": "x"}


def test_an_act_behind_a_wrong_form_does_not_run():
    form = slip(amount="")
    assert attempt(form, lambda told: pytest.fail("it ran")) is None
    assert list(form.errors) == ["amount"]


@pytest.mark.parametrize(
    ("refusal", "where"),
    [
        (Invalid("x", "Too much.", field="amount"), "amount"),
        (Invalid("x", "Too much.", field="weight"), "__all__"),
        (Conflict("x", "Too much."), "__all__"),
    ],
)
def test_a_refusal_is_written_at_the_field_it_names_and_what_was_typed_stays(refusal, where):
    def refuse(told):
        raise refusal

    form = slip(note="x")
    assert attempt(form, refuse) is None
    assert {name: list(faults) for name, faults in form.errors.items()} == {where: ["Too much."]}
    assert (form.is_valid(), form["note"].value()) == (False, "x")


@pytest.mark.parametrize("refusal", [Forbidden("x", "No."), Missing("x", "No.")])
def test_what_is_nobodys_typing_error_passes_through(refusal):
    def refuse(told):
        raise refusal

    with pytest.raises(type(refusal)):
        attempt(slip(), refuse)


def test_days_and_moments_of_a_refusal_are_written_as_people_write_them():
    refusal = Conflict(
        "x",
        "{pitch} until {day}, {at}.",
        pitch="A-1",
        day=date(2026, 3, 2),
        at=datetime(2026, 3, 2, 2, 0, tzinfo=UTC),
    )
    assert said(refusal) == "A-1 until Mon 2 Mar 2026, 2 Mar 2026, 10:00."


@pytest.mark.parametrize(
    ("typed", "fen"), [("1700", 170000), ("¥1,700.50", 170050), ("１７００元", 170000), ("0", 0)]
)
def test_an_amount_is_read_as_people_type_it(typed, fen):
    assert YuanField().clean(typed) == fen


@pytest.mark.parametrize("typed", ["-5", "12.345", "a lot", "1,2,3"])
def test_what_is_no_amount_is_said_in_words(typed):
    with pytest.raises(forms.ValidationError):
        YuanField().clean(typed)
