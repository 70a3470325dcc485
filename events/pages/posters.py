"""The poster of a month, to be printed and hung up."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.core.months import Month
from events.documents.posters import Item, printed
from events.pages.calendar import line_of
from events.pages.choices import choice_of
from events.pages.feeds import language_of
from events.pages.freshness import fresh
from events.pages.words import name_of
from events.queries.sessions import announced, sessions_in
from market.documents.drawing import draw
from market.models import Market
from market.queries.days import working_calendar

_MOST = 200


@require_safe
def poster(request: HttpRequest, month: str) -> HttpResponseBase:
    """A month as a PDF for the notice board, in Chinese or (?lang=en) in English.

    ?zone= and ?series= narrow.
    """
    shown = Month.read(month)
    rows = choice_of(request).narrow(sessions_in(announced(), shown.days))[:_MOST]
    market = Market.objects.first()
    language = language_of(request)
    with override(language):
        lines = [line_of(session) for session in rows]
    items = [Item(each["day"], each["hours"], each["name"], each["place"]) for each in lines]
    paper = printed(
        shown,
        name_of(market, language) if market else "",
        items,
        address=settings.PUBLIC_URL + reverse("events:calendar"),
        provisional=working_calendar().is_provisional(shown.first),
        language=language,
    )
    response = HttpResponse(draw(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{shown}.pdf"'
    return fresh(request, response)
