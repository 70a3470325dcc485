"""A vendor's own nights as a calendar: an address nobody can guess, made and taken back by them."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.actions import vendor_feeds
from events.pages.calendar import feed_link
from events.pages.feeds import answer, language_of, one_by_one
from events.queries.sessions import sessions_of_vendor
from events.queries.vendor_feeds import open_feeds
from market import clock
from market.core.refusals import Missing
from market.pages.caller import caller
from market.pages.desk.door import find, pressed
from market.queries.vendors import own_vendors


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The nights in which the vendor has a place or hopes for one. Nobody else is named."""
    vendor = vendor_feeds.vendor_of(secret)
    if vendor is None:
        raise Missing("missing", "There is nothing here.")
    with override(language_of(request)):
        name = _("My nights")
    rows = sessions_of_vendor(vendor, on=clock.today())
    response = answer(request, name, rows, one_by_one)
    response.headers["Cache-Control"] = "private, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's vendors, and for which of them there is a calendar."""
    by = caller(request)
    vendors = own_vendors(by).order_by("name_key", "pk")
    opened = open_feeds(by)
    context = {"lines": [{"vendor": each, "feed": opened.get(each.pk)} for each in vendors]}
    return render(request, "events/my_calendar.html", context)


@never_cache
@require_POST
def begin(request: HttpRequest, vendor: int) -> HttpResponse:
    """Make a new address; the one before it is worthless from then on. It is shown this once."""
    by = caller(request)
    who = find(own_vendors(by), vendor)
    secret = vendor_feeds.begin(who, by=by, at=clock.now())
    link = feed_link(str(who), "events:vendor_feed", secret)
    return render(request, "events/my_calendar_new.html", {"vendor": who, "feed": link})


@require_POST
def end(request: HttpRequest, vendor: int) -> HttpResponse:
    """Make the address worthless."""
    by = caller(request)
    who = find(own_vendors(by), vendor)
    said = _("The address does not work any more.")
    act = vendor_feeds.end
    return pressed(request, lambda: act(who, by=by, at=clock.now()), said, "events:my_calendar")
