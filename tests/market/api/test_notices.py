"""The record and what a person does about it, through the API."""

import pytest

from market import clock
from market.models import Notice
from tests.builders import AT, a_market, a_vendor
from tests.market.actions.said import a_notice, again
from tests.market.api.callers import a_stranger, in_a_browser, with_token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_in_the_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


def test_a_notice_tells_its_ways_its_tries_and_what_may_be_done():
    line = {"at": AT.isoformat(), "channel": "sms", "done": "failed", "why": "no"}
    notice = a_notice(state="failed", trail=[line], channels=["sms", "call"])
    told = in_a_browser("manager").get(f"/notices/{notice.pk}").json()

    assert told["channels"] == ["sms", "call"]
    assert told["trail"] == [{**line, "id": ""}]
    assert told["can"] == ["retry", "arrived", "drop"]
    assert in_a_browser("auditor").get(f"/notices/{notice.pk}").json()["can"] == []


def test_again_now_reached_and_dropped():
    failed, early, call, waste = (
        a_notice(state="failed"),
        a_notice(),
        a_notice(channel="call"),
        a_notice(state="failed"),
    )
    manager = in_a_browser("manager")

    again_ = manager.post(f"/notices/{failed.pk}/retry", {"channel": "call"})
    assert (again_.status_code, again_.json()["channel"]) == (200, "call")
    assert manager.post(f"/notices/{early.pk}/hurry").json()["next_attempt_at"]
    assert manager.post(f"/notices/{call.pk}/reached", {"reason": "ok"}).json()["state"] == "sent"
    assert manager.post(f"/notices/{waste.pk}/drop", {"reason": "x"}).json()["state"] == "cancelled"
    late = manager.post(f"/notices/{waste.pk}/drop", {"reason": "x"})
    assert (late.status_code, late.json()["code"]) == (409, "not_now")
    assert in_a_browser("auditor").post(f"/notices/{early.pk}/hurry").status_code == 403


def test_something_is_held_back_and_let_go_on():
    manager = in_a_browser("manager")
    begun = manager.post("/notices/pauses", {"scope": "all", "reason": "moving"})
    assert (begun.status_code, begun.json()["ended_at"]) == (201, None)
    assert manager.post("/notices/pauses", {"scope": "all", "reason": "x"}).status_code == 409
    assert (
        manager.post(
            "/notices/pauses", {"scope": "channel", "name": "x", "reason": "x"}
        ).status_code
        == 422
    )
    ended = manager.post(f"/notices/pauses/{begun.json()['id']}/end").json()

    assert ended["ended_by"]
    assert manager.get("/notices/pauses").json()["total"] == 1
    assert (
        in_a_browser("cashier").post("/notices/pauses", {"scope": "all", "reason": "x"}).status_code
        == 403
    )


def test_figures_pulse_calls_and_the_record_as_csv():
    a_notice(channel="call")
    a_notice(state="sent", sent_at=AT, provider_id="p-1")
    manager = in_a_browser("manager")

    assert {row["channel"] for row in manager.get("/notices/channels").json()} == {
        "call",
        "mailbox",
    }
    assert manager.get("/notices/pulse").json()["held"] is False
    assert manager.get("/notices/calls").json()["total"] == 1
    told = b"".join(manager.get("/notices/export?state=sent")).decode()
    assert "p-1" in told
    assert len(told.splitlines()) == 2


def test_evidence_is_a_document_with_its_digest():
    notice = a_notice(state="sent", sent_at=AT, market=a_market())
    paper = in_a_browser("manager").post(f"/notices/{notice.pk}/evidence")

    assert (paper.status_code, len(paper.json()["sha256"])) == (201, 64)


def test_a_vendor_confirms_their_own_and_sees_no_trail():
    vendor = a_vendor(phone="13800000001")
    line = {"at": AT.isoformat(), "done": "sent", "why": "someone"}
    notice = a_notice(vendor=vendor, state="sent", sent_at=AT, trail=[line])
    other = a_notice(state="sent", sent_at=AT)
    caller = with_token(vendor)

    assert caller.post(f"/notices/{notice.pk}/confirm").json()["trail"] == []
    assert again(notice).confirmed_at == AT
    assert caller.post(f"/notices/{other.pk}/confirm").status_code == 404
    assert caller.get("/notices/pulse").status_code == 403
    assert a_stranger().get("/notices").status_code == 401
    assert Notice.objects.get(pk=other.pk).confirmed_at is None
