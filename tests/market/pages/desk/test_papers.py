"""Checking papers one after the other."""

import pytest

from market.models import Permit
from tests.market.pages.desk.conftest import handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def checker(at_the_desk):
    return at_the_desk("checker")


def state_of(permit):
    return Permit.objects.get(pk=permit.pk).state


def test_the_queue_comes_first_and_the_longest_waiting_at_its_head(place, checker):
    later = handed_in(place.vendor, "SCALE_VERIFY")
    page = checker.get("/desk/papers/")
    assert [row.thing for row in page.context["table"].rows] == [place.permit, later]


def test_a_paper_that_is_as_printed_is_accepted_and_the_next_one_comes(place, checker):
    following = handed_in(place.vendor, "SCALE_VERIFY")
    told = {"number": "P-2026-7", "issued_on": "2026-01-01", "expires_on": "2090-01-01"}
    answer = checker.post(f"/desk/papers/{place.permit.pk}/accept/", told)
    assert answer.url == f"/desk/papers/{following.pk}/"
    accepted = Permit.objects.get(pk=place.permit.pk)
    assert (accepted.state, accepted.number) == ("accepted", "P-2026-7")


def test_after_the_last_paper_the_queue_is_shown(place, checker):
    answer = checker.post(f"/desk/papers/{place.permit.pk}/return/", {"faults": "no stamp"})
    assert (answer.url, state_of(place.permit)) == ("/desk/papers/", "returned")


def test_a_paper_taken_from_another_list_stays_on_the_screen(place, checker):
    url = f"/desk/papers/{place.permit.pk}/refuse/?condition=all"
    answer = checker.post(url, {"reason": "another market's"})
    assert answer.url == f"/desk/papers/{place.permit.pk}/?condition=all"
    assert state_of(place.permit) == "refused"


def test_a_day_that_cannot_be_is_said_at_its_field_and_what_was_typed_stays(place, checker):
    told = {"number": "P-2026-7", "issued_on": "2090-01-01", "expires_on": ""}
    page = checker.post(f"/desk/papers/{place.permit.pk}/accept/", told)
    form = page.context["accepting"]
    assert (page.status_code, list(form.errors)) == (422, ["issued_on"])
    assert form["number"].value() == "P-2026-7"
    assert state_of(place.permit) == "submitted"


def test_what_is_usually_wrong_is_ticked_and_told_as_one_list(place, checker):
    told = {"usual": ["stamp", "expired"], "faults": "and the date is blurred"}
    checker.post(f"/desk/papers/{place.permit.pk}/return/", told)
    assert Permit.objects.get(pk=place.permit.pk).faults == (
        "The stamp is missing\nIt has run out: send the new one\nand the date is blurred"
    )


def test_a_paper_is_sent_back_with_its_faults_or_not_at_all(place, checker):
    page = checker.post(f"/desk/papers/{place.permit.pk}/return/", {"faults": " "})
    assert (page.status_code, state_of(place.permit)) == (422, "submitted")


def test_a_move_that_is_not_open_is_said_and_changes_nothing(place, checker):
    url = f"/desk/papers/{place.permit.pk}/return/"
    checker.post(url, {"faults": "no stamp"})
    page = checker.post(url, {"faults": "once more"})
    assert page.status_code == 422
    assert page.context["returning"].non_field_errors() == [
        "This cannot be done now: it is returned."
    ]


@pytest.mark.parametrize(
    ("query", "states"),
    [("", ["submitted"]), ("?condition=returned", ["returned"]), ("?condition=lapsed", [])],
)
def test_papers_are_listed_by_their_condition(place, checker, query, states):
    page = checker.get(f"/desk/papers/{query}")
    assert [row.thing.state for row in page.context["table"].rows] == states
