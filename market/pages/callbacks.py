"""What providers tell us afterwards, each in its own way, and each proved to be the provider.

Tencent and Aliyun sign nothing of the kind: they know an address with a secret in it. A gateway
signs the body, WeChat its query.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from market import clock
from market.actions import arrivals
from market.actions.arrivals import Arrival
from market.core.refusals import Invalid, Missing

MOST_BYTES = 512 * 1024
SMS = ("sms",)
WECHAT = ("wechat", "wechat_subscription")


@csrf_exempt
@require_POST
def tencent(request: HttpRequest, secret: str) -> HttpResponse:
    """A list of statuses. Source: cloud.tencent.com/document/product/382/59178."""
    _require_secret("tencent", secret)
    for said in _list(request):
        delivered = str(said.get("report_status")) == "SUCCESS"
        why = str(said.get("errmsg", "")) or str(said.get("description", ""))
        _note(SMS, Arrival(delivered, provider_id=str(said.get("sid", "")), why=why))
    return JsonResponse({"result": 0, "errmsg": "OK"})


@csrf_exempt
@require_POST
def aliyun(request: HttpRequest, secret: str) -> HttpResponse:
    """A list of reports (SmsReport). Source: help.aliyun.com/zh/sms/developer-reference."""
    _require_secret("aliyun", secret)
    for said in _list(request):
        arrival = Arrival(
            said.get("success") is True,
            key=str(said.get("out_id", "")),
            provider_id=str(said.get("biz_id", "")),
            why=str(said.get("err_code", "")),
        )
        _note(SMS, arrival)
    return JsonResponse({"code": 0, "msg": "OK"})


@csrf_exempt
@require_POST
def gateway(request: HttpRequest) -> HttpResponse:
    """[{key, delivered, why}], with X-Signature: the HMAC-SHA256 of the body under our token."""
    token = _account("gateway").get("token", "")
    made = hmac.digest(token.encode(), _body(request), "sha256").hex()
    if not token or not constant_time_compare(made, request.headers.get("X-Signature", "")):
        raise Missing("missing", "There is nothing here.")
    for said in _list(request):
        arrival = Arrival(
            said.get("delivered") is True,
            key=str(said.get("key", "")),
            why=str(said.get("why", ""))[:100],
        )
        _note(SMS, arrival)
    return JsonResponse({"ok": True})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def wechat(request: HttpRequest) -> HttpResponse:
    """Events in plain mode: template messages that arrived, and readers who agree to one more."""
    token = _account("wechat").get("token", "")
    parts = sorted([token, request.GET.get("timestamp", ""), request.GET.get("nonce", "")])
    made = hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 — as WeChat signs
    if not token or not constant_time_compare(made, request.GET.get("signature", "")):
        raise Missing("missing", "There is nothing here.")
    if request.method == "GET":
        return HttpResponse(request.GET.get("echostr", ""), content_type="text/plain")
    event = _xml(request)
    match event.findtext("Event", ""):
        case "TEMPLATESENDJOBFINISH":
            status = event.findtext("Status", "")
            number = event.findtext("MsgID", "")
            _note(WECHAT, Arrival(status == "success", provider_id=number, why=status))
        case "subscribe_msg_popup_event" | "subscribe_msg_change_event":
            yes = event.findall("./*/List/SubscribeStatusString") + event.findall(
                "./*/SubscribeStatusString"
            )
            times = sum(each.text == "accept" for each in yes)
            if times:
                arrivals.agreed("wechat", event.findtext("FromUserName", ""), times=times)
    return HttpResponse("success", content_type="text/plain")


def _note(channels: tuple[str, ...], arrival: Arrival) -> None:
    arrivals.note(channels, arrival, at=clock.now())


def _account(provider: str) -> dict[str, str]:
    found: dict[str, str] = settings.PROVIDERS.get(provider, {})
    return found


def _require_secret(provider: str, given: str) -> None:
    """The secret that the address of the callback ends with."""
    ours = _account(provider).get("callback", "")
    if not ours or not constant_time_compare(ours, given):
        raise Missing("missing", "There is nothing here.")


def _body(request: HttpRequest) -> bytes:
    if len(request.body) > MOST_BYTES:
        raise Invalid("too_large", "This is more than we read at once.")
    return request.body


def _list(request: HttpRequest) -> Iterator[dict[str, Any]]:
    try:
        said = json.loads(_body(request))
    except ValueError as fault:
        raise Invalid(
            "unreadable", "This request is not JSON in UTF-8 that we can read."
        ) from fault
    rows = said if isinstance(said, list) else [said]
    yield from (row for row in rows if isinstance(row, dict))


def _xml(request: HttpRequest) -> ElementTree.Element:
    """An event. Nothing in it may define anything: that is how a small text becomes a large one."""
    body = _body(request)
    if b"<!" in body.replace(b"<![CDATA[", b""):
        raise Invalid("unreadable", "This is not an event that we can read.")
    try:
        return ElementTree.fromstring(body)  # noqa: S314 — without a single declaration in it
    except ElementTree.ParseError as fault:
        raise Invalid("unreadable", "This is not an event that we can read.") from fault
