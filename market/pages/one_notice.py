"""One message behind its signed link: to be read by whoever got it, and confirmed with one press."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from market import clock
from market.actions import confirming
from market.core.refusals import Missing
from market.queries.links import notice_behind


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_notice(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows it and writes nothing: a messenger that looks ahead confirms nothing. POST does."""
    notice = notice_behind(token)
    if notice is None:
        raise Missing("missing", "There is nothing here.")
    if request.method == "POST":
        confirming.confirm(notice, at=clock.now())
        return redirect(request.path)
    response = render(request, "market/one_notice.html", {"notice": notice})
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
