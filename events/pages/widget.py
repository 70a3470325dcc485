"""What is on, to stand in somebody else's page: no cookies, no forms, and a frame policy of its own."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from events.pages.calendar import line_of
from events.pages.choices import Choice, choice_of
from events.pages.freshness import fresh
from events.queries.sessions import announced
from market import clock

SHOWN = 8
# as the house's own, but for who may put it into a frame: anybody
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


@xframe_options_exempt
@require_safe
def widget(request: HttpRequest) -> HttpResponseBase:
    """The next sessions; ?zone= and ?series= narrow, ?lang=en for English."""
    choice = choice_of(request)
    language = "en" if request.GET.get("lang") == "en" else "zh-hans"
    with override(language):
        return _shown(request, choice, language)


def _shown(request: HttpRequest, choice: Choice, language: str) -> HttpResponseBase:
    coming = choice.narrow(announced().filter(ends_at__gt=clock.now()))[:SHOWN]
    context = {
        "lines": [line_of(session) for session in coming],
        "whole": settings.PUBLIC_URL + reverse("events:calendar") + choice.address(view="list"),
        "language": "zh-Hans" if language == "zh-hans" else language,
    }
    response = render(request, "events/widget.html", context)
    response.headers["Content-Security-Policy"] = POLICY
    answer = fresh(request, response)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
