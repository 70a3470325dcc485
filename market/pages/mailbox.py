"""The demo's mailbox: every message that would have gone to a phone."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from market.core.refusals import Missing
from market.models import LocalMessage

PAGE_SIZE = 20


def mailbox(request: HttpRequest) -> HttpResponse:
    """The messages, newest first. A real market has no such page: raises Missing there.

    ?seen= is the newest message that the reader has on the screen: nothing newer, no answer, so
    that a page which looks again every few seconds leaves alone what somebody is reading.
    """
    if not settings.DEMO:
        raise Missing("missing", "There is nothing here.")
    page = Paginator(LocalMessage.objects.order_by("-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    newest = str(page[0].pk) if page else "0"
    if request.GET.get("seen") == newest:
        return HttpResponse(status=204)
    return render(request, "market/mailbox.html", {"page": page, "newest": newest})
