"""Policies, templates, the queue, silence and wishes on the pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.models import Notice, ReminderPolicy, Template, Vendor
from tests.builders import AT, a_user, a_vendor
from tests.market.pages.desk.conftest import a_notice

pytestmark = pytest.mark.django_db
POLICY = "/desk/messages/policies/rent_due/"
TEMPLATE = "/desk/messages/templates/rent_due/"
DRAFT = {
    "stage-TOTAL_FORMS": "3",
    "stage-INITIAL_FORMS": "2",
    "stage-MIN_NUM_FORMS": "0",
    "stage-MAX_NUM_FORMS": "8",
    "stage-0-count": "5",
    "stage-0-unit": "working_day",
    "stage-0-side": "before",
    "stage-0-to": ["vendor", "steward"],
    "stage-1-count": "",
    "stage-1-unit": "day",
    "stage-1-side": "before",
    "stage-2-unit": "day",
    "stage-2-side": "before",
    "digest": "on",
}


def test_every_occasion_has_its_page_for_everybody_who_works_here(at_the_desk, place):
    client = at_the_desk("auditor")
    page = client.get("/desk/messages/policies/")
    for occasion in page.context["groups"]["money"]:
        answer = client.get(f"/desk/messages/policies/{occasion['occasion']}/")
        assert answer.status_code == 200
        assert 'method="post"' not in answer.content.decode().partition("<main")[2]
    assert client.get("/desk/messages/policies/nothing/").status_code == 404


def test_a_draft_that_is_only_looked_at_changes_nothing(at_the_desk, place):
    answer = at_the_desk("manager").post(POLICY, {**DRAFT, "look": "1"})

    assert answer.status_code == 200
    assert [each.key for each in answer.context["new"]] == ["before_5w"]
    assert [each.key for each in answer.context["gone"]] == ["before_3", "before_1"]
    assert not ReminderPolicy.objects.exists()


def test_a_policy_is_settled_and_taken_back(at_the_desk, place):
    client = at_the_desk("manager")
    assert client.post(POLICY, DRAFT).status_code == 302
    assert ReminderPolicy.objects.get().stages == [
        {"days": -5, "unit": "working_day", "to": ["vendor", "steward"]}
    ]
    assert client.post(POLICY + "go-back/").status_code == 302
    assert not ReminderPolicy.objects.exists()


def test_what_cannot_be_settled_comes_back_with_a_word(at_the_desk, place):
    client = at_the_desk("manager")
    answer = client.post(POLICY, {**DRAFT, "stage-0-to": []})
    assert answer.status_code == 422
    assert client.post(POLICY, {**DRAFT, "quiet_from": "12:00"}).status_code == 422
    assert at_the_desk("cashier").post(POLICY, DRAFT).status_code == 403


def test_words_are_tried_written_and_brought_back(at_the_desk, place):
    client = at_the_desk("manager")
    words = {"title": "账单", "body": "{what}{amount_fen}{due_on}"}
    assert client.get("/desk/messages/templates/").status_code == 200
    look = client.post(TEMPLATE, {**words, "body": "{nobody}", "look": "1"})
    assert (look.status_code, Template.objects.count()) == (200, 0)
    assert client.post(TEMPLATE, {**words, "body": "{nobody}"}).status_code == 422
    assert client.post(TEMPLATE, words).status_code == 302
    first = Template.objects.get()
    client.post(TEMPLATE, {**words, "title": "新账单"})
    assert client.post(f"{TEMPLATE}{first.pk}/").status_code == 302
    assert list(Template.objects.order_by("version").values_list("title", flat=True)) == [
        "账单",
        "新账单",
        "账单",
    ]
    assert client.post(f"{TEMPLATE}try/?channel=mailbox").status_code == 302
    assert Notice.objects.filter(occasion="test_message").count() == 1
    assert at_the_desk("auditor").post(TEMPLATE, words).status_code == 403


def test_a_day_has_its_queue(at_the_desk, place):
    page = at_the_desk("manager").get("/desk/messages/planned/?day=2026-03-02")
    assert place.notice in [row.thing for row in page.context["table"].rows]


def test_a_vendor_is_left_in_peace_and_spoken_to_again(at_the_desk, place):
    client = at_the_desk("steward")
    url = f"/desk/vendors/{place.vendor.pk}/silence/"
    assert client.post(url, {"until": "2001-01-01", "reason": "x"}).status_code == 422
    Vendor.objects.filter(pk=place.vendor.pk).update(silent_until="2090-01-01")
    assert client.post(url, {"end": "1"}).status_code == 302
    assert Vendor.objects.get(pk=place.vendor.pk).silent_until is None
    assert at_the_desk("auditor").post(url, {"end": "1"}).status_code == 403


def test_a_vendor_says_how_to_be_told_on_the_phone():
    user, vendor = a_user(), a_vendor(phone="13800000000")
    user.memberships.create(vendor=vendor, since=vendor.since)
    client = Client()
    client.force_login(user)
    assert client.get("/me/messages/wishes/").status_code == 200
    assert (
        client.post("/me/messages/wishes/", {"language": "en", "quiet_from": "12:00"}).status_code
        == 422
    )
    told = {"language": "en", "first": "email", "quiet_from": "12:00", "quiet_until": "14:00"}
    assert client.post("/me/messages/wishes/", told).status_code == 302
    vendor.refresh_from_db()
    assert (vendor.language, vendor.channels) == ("en", ["email"])


def test_a_digest_leads_to_its_parts_and_back(at_the_desk, place, market):
    whole = a_notice(vendor=place.vendor, market=market, occasion="digest")
    part = a_notice(
        vendor=place.vendor, market=market, state="bundled", digest=whole, due_on="2026-03-09"
    )
    client = at_the_desk("manager")
    for here, there in ((whole, part), (part, whole)):
        page = client.get(f"/desk/messages/{here.pk}/").content.decode()
        assert f'href="/desk/messages/{there.pk}/"' in page


def test_the_list_of_policies_asks_as_often_with_one_policy_as_with_three(at_the_desk, market):
    client = at_the_desk("manager")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/messages/policies/")
        return len(asked)

    for number, occasion in enumerate(("rent_due", "rent_overdue", "permit_window")):
        ReminderPolicy.objects.create(
            market=market, occasion=occasion, settled_at=AT, settled_by="x"
        )
        if not number:
            one = questions()
    assert questions() == one
