"""How much is read of one request, whatever a proxy before us allows."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from market.api.doors import TooLarge
from market.config.refusals import problem
from market.phrasing import sentence


class SizeMiddleware:
    """Turns a request away by the length it announces, before a byte of its body is read.

    A body without a length is not read at all: WSGI gives nothing beyond the announced length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) <= settings.REQUEST_BYTES:
            return self.get_response(request)
        refusal = TooLarge(
            "too_large",
            "This is more than we read at once: {most} MB. Send the files one by one.",
            most=settings.REQUEST_BYTES // 2**20,
        )
        if request.path.startswith("/api/"):
            return problem(refusal)
        context = {"refusal": refusal, "sentence": sentence(refusal)}
        return render(request, "market/refused.html", context, status=refusal.status)
