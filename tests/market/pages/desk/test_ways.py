"""Messages on the desk: again, now, by phone, held back; and the pages that anybody may reach by a link."""

import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from market import clock
from market.models import Contact, Notice, Pause
from market.queries.links import token_of
from tests.builders import AT, a_user, a_vendor, an_operator
from tests.market.actions.said import a_notice, again
from tests.market.pages.desk.conftest import a_notice as a_plain_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_in_the_morning(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


def as_(role="manager"):
    client = Client()
    client.force_login(an_operator(role))
    return client


def press(client, name, *args, **given):
    return client.post(reverse(name, args=args), given, follow=True)


def test_a_dead_letter_is_said_again_by_another_way():
    notice = a_notice(state="failed", reason="no e-mail address")
    client = as_()
    page = client.get(reverse("desk_notice", args=[notice.pk])).content.decode()
    assert "desk/messages" in page and reverse("desk_notice_retry", args=[notice.pk]) in page

    press(client, "desk_notice_retry", notice.pk, channel="call", reason="")
    assert (again(notice).state, again(notice).channel) == ("pending", "call")


def test_a_doubt_a_waste_and_one_that_must_not_wait():
    doubt, waste, early = (
        a_notice(state="unknown"),
        a_notice(state="failed"),
        a_notice(not_before=AT + timedelta(days=1)),
    )
    client = as_()
    press(client, "desk_notice_arrived", doubt.pk, reason="she has it")
    refused = press(client, "desk_notice_drop", waste.pk, reason="")
    press(client, "desk_notice_hurry", early.pk)

    assert again(doubt).state == "sent"
    assert (refused.status_code, again(waste).state) == (422, "failed")
    assert (again(early).at_once, again(early).next_attempt_at) == (True, AT)


def test_who_only_reads_finds_no_button_and_may_not_press_one():
    notice = a_notice(state="failed")
    client = as_("auditor")
    page = client.get(reverse("desk_notice", args=[notice.pk])).content.decode()
    assert reverse("desk_notice_retry", args=[notice.pk]) not in page

    assert press(client, "desk_notice_retry", notice.pk).status_code == 403
    assert press(client, "desk_pause", what="all:", reason="x").status_code == 403


def test_everything_is_held_back_and_goes_on():
    client = as_()
    press(client, "desk_pause", what="channel:sms", reason="the provider moves")
    (pause,) = Pause.objects.all()
    assert (pause.scope, pause.name, pause.begun_by) == ("channel", "sms", pause.begun_by)
    assert "the provider moves" in client.get(reverse("desk_messages")).content.decode()
    assert press(client, "desk_pause", what="channel:sms", reason="x").status_code == 422

    press(client, "desk_resume", pause.pk)
    assert not Pause.objects.filter(ended_at=None).exists()


def test_the_channels_show_what_they_did_as_a_page_and_as_a_spreadsheet():
    a_notice(state="sent", sent_at=AT, not_before=AT - timedelta(days=1))
    client = as_()

    assert client.get(reverse("desk_channels")).status_code == 200
    lines = b"".join(client.get(reverse("desk_channels"), {"export": "csv"})).decode().splitlines()
    assert lines[1].split(",")[1:3] == ["1", "1"]


def test_calls_are_made_from_the_list_and_on_paper():
    call, slip = a_notice(channel="call"), a_notice(channel="slip")
    stranded = a_notice(state="failed", channel="email")
    client = as_()
    page = client.get(reverse("desk_calls")).content.decode()
    assert "tel:13800000000" in page
    for name in ("desk_call_list", "desk_slips"):
        paper = client.get(reverse(name))
        assert paper["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")

    press(client, "desk_take_over")
    press(client, "desk_missed", call.pk, reason="")
    press(client, "desk_handed_out", slip=[slip.pk])
    press(client, "desk_reached", stranded.pk, reason="comes by")
    assert again(call).next_attempt_at > AT
    assert (again(slip).state, again(stranded).state) == ("sent", "sent")


def test_calls_come_in_as_many_questions_for_one_as_for_three(django_assert_max_num_queries):
    client = as_()
    client.get(reverse("desk_calls"))
    for count in (1, 3):
        for _ in range(count):
            a_notice(channel="call", vendor=a_vendor(phone="13800000000"))
        with django_assert_max_num_queries(19):
            client.get(reverse("desk_calls"))


def test_the_sheet_of_evidence_is_a_pdf():
    a_market = a_notice(state="sent", sent_at=AT)
    from tests.builders import a_market as new_market

    Notice.objects.filter(pk=a_market.pk).update(market=new_market())
    paper = press(as_(), "desk_notice_evidence", a_market.pk)

    assert paper.content.startswith(b"%PDF")


def test_the_list_as_a_spreadsheet_has_the_providers_number():
    a_plain_notice(state="sent", sent_at=AT, provider_id="tencent-4711", vendor=a_vendor())
    told = b"".join(as_().get(reverse("desk_messages"), {"export": "csv"})).decode()

    assert "tencent-4711" in told


# behind a link


def test_a_link_shows_on_get_and_confirms_on_post():
    notice = a_notice(state="sent", sent_at=AT)
    path = reverse("one_notice", args=[token_of(notice.pk)])
    page = Client().get(path)
    assert notice.body.split("，")[0] in page.content.decode()
    assert (again(notice).read_at, page["X-Robots-Tag"]) == (None, "noindex")

    client = Client(enforce_csrf_checks=True)
    assert client.post(path).status_code == 403
    assert Client().post(path, follow=True).status_code == 200
    assert again(notice).confirmed_at == AT
    assert Client().get(reverse("one_notice", args=[f"{notice.pk}-{'0' * 22}"])).status_code == 404


def test_a_vendor_confirms_in_the_inbox_and_only_their_own():
    user, mine, theirs = a_user(), a_vendor(phone="13800000000"), a_vendor()
    user.memberships.create(vendor=mine, since=AT)
    own, other = (a_notice(vendor=each, state="sent", sent_at=AT) for each in (mine, theirs))
    client = Client()
    client.force_login(user)
    assert own.title in client.get(reverse("me_messages")).content.decode()

    press(client, "me_confirm", own.pk)
    assert press(client, "me_confirm", other.pk).status_code == 404
    assert (again(own).read_at, again(own).confirmed_at) == (AT, AT)
    assert again(other).read_at is None


# what providers tell


@pytest.fixture
def accounts(settings):
    settings.PROVIDERS = {
        "tencent": {"callback": "s3cret"},
        "aliyun": {"callback": "s3cret"},
        "gateway": {"token": "t0ken"},
        "wechat": {"token": "w3chat"},
    }


def post(path, body, **headers):
    return Client().post(path, body, content_type="application/json", headers=headers)


def said(**given):
    return a_notice(**{"channel": "sms", "state": "sent", "sent_at": AT, **given})


def test_tencent_and_aliyun_tell_by_an_address_with_a_secret(accounts):
    first, second = said(provider_id="sid-1"), said()
    report = [{"sid": "sid-1", "report_status": "SUCCESS"}]
    details = [{"out_id": str(second.public_id), "biz_id": "b", "success": False, "err_code": "MK"}]

    assert post(reverse("callback_tencent", args=["wrong"]), json.dumps(report)).status_code == 404
    assert post(reverse("callback_tencent", args=["s3cret"]), json.dumps(report)).json() == {
        "result": 0,
        "errmsg": "OK",
    }
    post(reverse("callback_aliyun", args=["s3cret"]), json.dumps(details))
    assert again(first).delivered_at == AT
    assert (again(second).state, again(second).reason[-2:]) == ("failed", "MK")


def test_a_gateway_signs_what_it_tells(accounts):
    notice = said()
    body = json.dumps([{"key": str(notice.public_id), "delivered": True}])
    mark = hmac.new(b"t0ken", body.encode(), hashlib.sha256).hexdigest()

    assert post(reverse("callback_gateway"), body, X_Signature="0" * 64).status_code == 404
    assert again(notice).delivered_at is None
    assert post(reverse("callback_gateway"), body, X_Signature=mark).status_code == 200
    assert again(notice).delivered_at == AT
    assert post(reverse("callback_gateway"), body).status_code == 404


def test_wechat_signs_its_query_and_tells_of_arrivals_and_consents(accounts):
    notice = said(channel="wechat", provider_id="4711")
    contact = Contact.objects.create(
        vendor=notice.vendor, channel="wechat", address="o-1", noted_at=AT
    )
    mark = hashlib.sha1("".join(sorted(["w3chat", "1", "n"])).encode()).hexdigest()
    address = f"{reverse('callback_wechat')}?timestamp=1&nonce=n&signature={mark}"
    arrived = (
        "<xml><FromUserName><![CDATA[o-1]]></FromUserName>"
        "<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event>"
        "<MsgID>4711</MsgID><Status><![CDATA[success]]></Status></xml>"
    )
    agreed = (
        "<xml><FromUserName>o-1</FromUserName><Event>subscribe_msg_popup_event</Event>"
        "<SubscribeMsgPopupEvent><List><SubscribeStatusString>accept</SubscribeStatusString></List>"
        "<List><SubscribeStatusString>reject</SubscribeStatusString></List>"
        "</SubscribeMsgPopupEvent></xml>"
    )

    assert Client().get(f"{address}&echostr=hello").content == b"hello"
    for body in (arrived, agreed):
        assert Client().post(address, body, content_type="text/xml").content == b"success"
    contact.refresh_from_db()
    assert (again(notice).delivered_at, contact.consents) == (AT, 1)
    assert Client().post(f"{address}x", arrived, content_type="text/xml").status_code == 404
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml>&a;</xml>'
    assert Client().post(address, bomb, content_type="text/xml").status_code in (400, 422)


def test_without_an_account_nobody_is_believed(settings):
    settings.PROVIDERS = {}
    for name, args in (
        ("callback_tencent", ["x"]),
        ("callback_aliyun", ["x"]),
        ("callback_gateway", []),
    ):
        assert post(reverse(name, args=args), "[]").status_code == 404
    assert Client().get(reverse("callback_wechat")).status_code == 404


def test_the_health_of_delivery_is_for_a_machine_to_ask():
    answer = Client().get(reverse("health_delivery"))

    assert answer.status_code == 503
    assert "silent" in answer.json()["troubles"]
