"""The queue of applications, and what the office answers."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leasing.models import Application
from market.models import Move
from tests.builders import a_market

pytestmark = pytest.mark.django_db
QUEUE = "/desk/applications/"


def url(application, deed=""):
    return f"{QUEUE}{application.pk}/{deed}"


def state_of(application):
    return Application.objects.get(pk=application.pk).state


def listed(client, query=""):
    return [row.thing for row in client.get(QUEUE + query).context["table"].rows]


def test_strangers_are_sent_to_log_in(submitted):
    assert Client().get(QUEUE).status_code == 302
    assert Client().post(url(submitted(), "receive/")).status_code == 302


def test_the_applications_of_another_market_are_not_found(submitted, at_the_desk):
    elsewhere, one = at_the_desk("owner", market=a_market()), submitted()
    assert listed(elsewhere) == []
    assert elsewhere.get(url(one)).status_code == 404
    assert elsewhere.post(url(one, "receive/")).status_code == 404
    assert state_of(one) == "submitted"


def test_an_auditor_sees_without_a_button_and_is_refused_when_pressing_one(submitted, at_the_desk):
    auditor, one = at_the_desk("auditor"), submitted()
    page = auditor.get(url(one)).content.decode()
    assert 'method="post"' not in page.partition("<main")[2].partition("</main>")[0]
    for deed in ("receive/", "waitlist/", "accept/", "decline/", "withdraw/"):
        assert auditor.post(url(one, deed)).status_code == 403
    told = {"corrections": "x", "due_on": "2090-01-01", "reason": "x"}
    for deed in ("correct/", "refuse/"):
        assert auditor.post(url(one, deed), told).status_code == 403
    assert auditor.get(url(one, "offer/")).status_code == 403
    assert state_of(one) == "submitted"


def test_the_longest_waiting_comes_first_and_what_is_over_is_left_out(
    submitted, reviewing, at_the_desk
):
    first, second, refused = submitted(), submitted(), reviewing()
    client = at_the_desk()
    client.post(url(refused, "refuse/"), {"reason": "no pitch of this kind"})
    assert listed(client) == [first, second]
    assert listed(client, "?state=refused") == [refused]
    assert listed(client, "?state=all&sort=-since") == [refused, second, first]


def test_the_queue_is_narrowed_by_trade_and_by_words(submitted, at_the_desk):
    meat, fish = submitted(trade="鲜肉"), submitted(trade="水产")
    client = at_the_desk()
    assert listed(client, "?trade=水产") == [fish]
    assert listed(client, f"?q={meat.reference[2:6].lower()}") == [meat]


def test_an_accepted_one_waits_until_its_lease_is_signed(accepted, at_the_desk):
    client, one = at_the_desk(), accepted()
    assert listed(client, "?state=to_sign") == listed(client) == [one]
    client.post(f"/desk/leases/{one.leases.get().pk}/sign/", {"reason": "纸质合同已签"})
    assert listed(client, "?state=to_sign") == listed(client) == []


@pytest.mark.parametrize("path", [QUEUE, "detail"])
def test_the_queue_takes_the_same_queries_for_one_and_for_three(
    path, submitted, at_the_desk, django_assert_max_num_queries
):
    client, one = at_the_desk(), submitted()
    address = url(one) if path == "detail" else path
    client.get(address)
    with CaptureQueriesContext(connection) as of_one:
        client.get(address)
    submitted()
    submitted()
    with django_assert_max_num_queries(len(of_one)):
        client.get(address)


def test_taking_one_in_leads_back_to_it_and_keeps_the_list(submitted, at_the_desk):
    one = submitted()
    answer = at_the_desk("checker").post(url(one, "receive/?trade=鲜肉"))
    assert answer.url == url(one, "?trade=%E9%B2%9C%E8%82%89")
    assert state_of(one) == "reviewing"


def test_pressing_twice_moves_once_and_says_so(submitted, at_the_desk):
    client, one = at_the_desk(), submitted()
    client.post(url(one, "receive/"))
    page = client.post(url(one, "receive/"), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Taken in.",
        "This cannot be done now: it is reviewing.",
    ]
    assert Move.objects.filter(noun="application", name="receive").count() == 1


def test_corrections_are_asked_for_with_a_list_and_a_day(submitted, at_the_desk):
    client, one = at_the_desk("checker"), submitted()
    told = {"corrections": "还差一张健康证", "due_on": "2026-08-31"}
    assert client.post(url(one, "correct/"), told).url == url(one)
    one.refresh_from_db()
    assert (one.state, one.corrections, one.corrections_due_on) == (
        "correcting",
        "还差一张健康证",
        date(2026, 8, 31),
    )


def test_a_form_that_is_not_accepted_comes_back_as_it_was_typed(submitted, at_the_desk):
    one = submitted()
    told = {"corrections": "还差一张健康证", "due_on": ""}
    page = at_the_desk("checker").post(url(one, "correct/"), told)
    form = page.context["correction"]
    assert (page.status_code, list(form.errors)) == (422, ["due_on"])
    assert form["corrections"].value() == "还差一张健康证"
    assert state_of(one) == "submitted"


def test_a_refusal_needs_its_reason(submitted, at_the_desk):
    one = submitted()
    page = at_the_desk().post(url(one, "refuse/"), {"reason": "  "})
    assert (page.status_code, list(page.context["refusal"].errors)) == (422, ["reason"])


def test_a_vendor_takes_an_application_back_at_the_counter(submitted, at_the_desk):
    one = submitted()
    at_the_desk().post(url(one, "withdraw/"))
    assert state_of(one) == "withdrawn"


@pytest.mark.parametrize(("deed", "state"), [("accept/", "accepted"), ("decline/", "declined")])
def test_a_vendor_answers_an_offer_on_the_phone(deed, state, offered, at_the_desk):
    one = offered()
    assert at_the_desk().post(url(one, deed)).url == url(one)
    assert state_of(one) == state


def test_the_same_phone_is_pointed_out(submitted, at_the_desk):
    one, other = submitted(), submitted()
    [hint] = at_the_desk().get(url(one)).context["alike"]
    assert (hint.vendor, hint.by) == (other.vendor, "phone")
