"""Policies, templates and wishes through the API: who may, what is refused, and what comes of it."""

import pytest

from market.models import Notice, ReminderPolicy, Template
from tests.builders import a_charge, a_market, a_vendor, an_account
from tests.market.api.callers import in_a_browser, with_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    return a_market()


@pytest.fixture
def manager(market):
    return in_a_browser("manager", market=market)


def test_every_occasion_has_a_policy_with_what_may_be_done(manager, market):
    told = manager.get("/policies?limit=200").json()

    assert told["total"] == len(told["items"]) >= 17
    first = next(each for each in told["items"] if each["occasion"] == "rent_due")
    assert [each["days"] for each in first["stages"]] == [-3, -1]
    assert (first["own"], first["watched"], first["can"]) == (False, True, ["edit"])


def test_a_policy_is_changed_by_who_read_it_and_may(manager, market):
    read = manager.get("/policies/rent_due")
    body = {"stages": [{"days": -5, "unit": "working_day", "to": ["vendor", "steward"]}]}
    assert manager.patch("/policies/rent_due", body).status_code == 428
    done = manager.patch("/policies/rent_due", body, If_Match=read["ETag"])
    assert (done.status_code, done.json()["own"]) == (200, True)
    assert done.json()["stages"] == body["stages"]
    assert manager.patch("/policies/rent_due", body, If_Match=read["ETag"]).status_code == 412
    assert manager.post("/policies/rent_due/go-back").json()["own"] is False
    assert not ReminderPolicy.objects.exists()


def test_who_may_not_edit_may_read(market):
    cashier = in_a_browser("cashier", market=market)
    read = cashier.get("/policies/rent_due")
    assert read.json()["can"] == []
    answer = cashier.patch("/policies/rent_due", {"digest": False}, If_Match=read["ETag"])
    assert answer.status_code == 403
    assert with_token(a_vendor()).get("/policies").status_code == 403


def test_another_markets_policies_are_not_found(manager):
    other = a_market()
    assert manager.get(f"/policies?market={other.pk}").status_code == 404
    assert manager.get("/policies/nothing").status_code == 404


def test_a_draft_is_looked_at_in_both_languages_and_nothing_is_written(manager, market):
    a_charge(account=an_account(vendor=a_vendor(), market=market), due_on="2090-01-10")
    answer = manager.post("/policies/rent_due/preview", {"stages": []})
    assert answer.json() == {
        "new": 0,
        "gone": 0,
        "same": 0,
        "whole": True,
        "sayings": {"items": [], "total": 0, "next": None},
    }
    assert not Notice.objects.exists()


def test_words_are_written_in_versions(manager, market):
    told = {"occasion": "rent_due", "title": "账单", "body": "{what}{amount_fen}{due_on}"}
    made = manager.post("/templates", told)
    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert manager.post("/templates", told).json()["version"] == 2
    assert manager.get("/templates?latest=true").json()["total"] == 1
    assert manager.get("/templates/in-force?occasion=rent_due").json()["version"] == 2
    assert manager.get(f"/templates/{made.json()['id']}").json()["body"] == told["body"]
    elsewhere = in_a_browser("manager", market=a_market())
    assert elsewhere.get(f"/templates/{made.json()['id']}").status_code == 404


def test_the_same_key_writes_one_version(manager):
    told = {"occasion": "rent_due", "title": "账单", "body": "{what}{amount_fen}{due_on}"}
    for _ in range(2):
        assert (
            manager.post("/templates", told, Idempotency_Key="0123456789abcdef").status_code == 201
        )
    assert Template.objects.count() == 1


def test_bad_words_are_refused_with_their_fault_and_checked_without_writing(manager):
    told = {
        "occasion": "rent_due",
        "channel": "sms",
        "title": "账单",
        "body": "【泉】{what}{amount_fen}{due_on}",
    }
    refused = manager.post("/templates", told)
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_words")
    checked = manager.post("/templates/check", told).json()
    assert (checked["sound"], [each["code"] for each in checked["findings"]]) == (
        False,
        ["odd_sign", "odd_sign"],
    )
    assert not Template.objects.exists()


def test_a_trial_is_a_notice_to_oneself(manager, market):
    answer = manager.post("/templates/try", {"occasion": "rent_due", "channel": "mailbox"})
    assert (answer.status_code, answer.json()["occasion"]) == (201, "test_message")


def test_a_vendor_says_how_to_be_told_and_how_long_not(manager, market):
    vendor = a_vendor(market=market)
    mine = with_token(vendor)
    read = mine.get(f"/vendors/{vendor.pk}/wishes")
    assert read.json()["can"] == ["prefer", "silence"]
    body = {"channels": ["email"], "quiet_from": "12:00:00", "quiet_until": "14:00:00"}
    done = mine.patch(f"/vendors/{vendor.pk}/wishes", body, If_Match=read["ETag"])
    assert (done.status_code, done.json()["channels"]) == (200, ["email"])
    half = {"quiet_from": None}
    assert (
        mine.patch(f"/vendors/{vendor.pk}/wishes", half, If_Match=done["ETag"]).status_code == 422
    )
    silence = {"until": "2090-01-01", "reason": "住院"}
    assert mine.post(f"/vendors/{vendor.pk}/silence", silence).status_code == 422
    assert manager.post(f"/vendors/{vendor.pk}/silence", silence).status_code == 422
    told = manager.post(f"/vendors/{vendor.pk}/silence", {"until": None}).json()
    assert told["silent_until"] is None
    stranger = with_token(a_vendor(market=a_market()))
    assert stranger.post(f"/vendors/{vendor.pk}/silence", silence).status_code == 404
    assert stranger.get(f"/vendors/{vendor.pk}/wishes").status_code == 404
