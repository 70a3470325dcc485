"""A vendor's WeChat, connected by the vendor: a signed link, WeChat's own question, and the way back.

Source: developers.weixin.qq.com/doc/offiaccount, OA_Web_Apps/Wechat_webpage_authorization
(snsapi_base: who it is and nothing else; a state of letters and digits, at most 128).
"""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from market import clock
from market.actions import contacts
from market.channels import Permanent, Temporary, Unsure
from market.channels.wechat import asks_who, openid_of
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid, Missing
from market.models import Contact, Vendor
from market.pages.me import vendors_only
from market.pages.stalls import qr_of
from market.queries.vendors import own_vendors

CHANNEL = "wechat"
SALT = "wechat.connect"
MINUTES = 10
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self' {origin}; frame-ancestors 'none'"
)
COOKIE = "huiquan_wechat"


def offered() -> bool:
    """Whether the house has a service account to connect to."""
    return CHANNEL in settings.PROVIDERS


@never_cache
@vendors_only
def wechat(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether one's WeChat is connected, and the code that connects it, good for ten minutes."""
    if not offered():
        raise Missing("missing", "There is nothing here.")
    if request.method == "POST":
        for vendor in own_vendors(actor):
            contacts.disconnect(vendor, CHANNEL, by=actor, at=clock.now())
        return redirect("me_wechat")
    token = signing.dumps(sorted(actor.vendors), salt=SALT)
    address = settings.PUBLIC_URL + reverse("connect_wechat", args=[token])
    context = {
        "connected": Contact.objects.filter(
            vendor__in=actor.vendors, channel=CHANNEL, gone_at=None
        ).exists(),
        "address": address,
        "code": qr_of(address),
        "minutes": MINUTES,
    }
    return render(request, "market/me/wechat.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def connect(request: HttpRequest, token: str) -> HttpResponse:
    """In WeChat: for whom it would be, and only after a yes to WeChat, which says who is reading."""
    vendors = _vendors(token)
    state = secrets.token_hex(16)
    there = asks_who(back=settings.PUBLIC_URL + reverse("wechat_back"), state=state)
    if request.method == "GET":
        page = render(request, "market/me/wechat_connect.html", {"vendors": vendors})
        # a form that leads on to WeChat, which browsers count as sent there
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(there))
        page.headers["Content-Security-Policy"] = POLICY.format(origin=origin)
        return page
    answer = redirect(there)
    answer.set_signed_cookie(
        COOKIE,
        f"{state}/{token}",
        salt=SALT,
        max_age=MINUTES * 60,
        path=reverse("wechat_back"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """WeChat has said who is reading. Only the browser that asked is heard, and only once."""
    asked = request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=MINUTES * 60) or ""
    state, _slash, token = asked.partition("/")
    if not state or not constant_time_compare(state, request.GET.get("state", "")):
        raise Invalid("foreign_state", "This answer was not asked for here. Open the code again.")
    code = request.GET.get("code", "")
    if not code:
        raise Invalid("not_agreed", "WeChat was not allowed to say who you are.")
    vendors = _vendors(token)
    try:
        openid = openid_of(code)
    except (Permanent, Temporary, Unsure) as fault:
        raise Conflict(
            "wechat_silent", "WeChat did not say who you are. Please open the code again."
        ) from fault
    by = Actor(", ".join(each.name for each in vendors), vendors=frozenset(v.pk for v in vendors))
    for vendor in vendors:
        contacts.connect(vendor, CHANNEL, openid, by=by, at=clock.now())
    answer = render(request, "market/me/wechat_connected.html", {"vendors": vendors})
    answer.delete_cookie(COOKIE, path=reverse("wechat_back"))
    return answer


def _vendors(token: str) -> list[Vendor]:
    """Those that the link is for. Raises Invalid where it was made up or is over."""
    try:
        chosen = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature as fault:
        raise Invalid("link_over", "This code is over. Make a new one under Messages.") from fault
    found = list(Vendor.objects.filter(pk__in=chosen).order_by("pk"))
    if not offered() or not found:
        raise Missing("missing", "There is nothing here.")
    return found
