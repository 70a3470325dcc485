"""Calendars to subscribe to: the whole market, a zone, a series, one session."""

from calendar import timegm
from collections.abc import Callable
from datetime import datetime, time
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.core.feeds import Entry, Feed, written
from events.models import Series, Session
from events.pages import words
from events.pages.feed_entries import entries_of, entry_of
from events.pages.found import found
from events.queries.sessions import Mark, announced, in_feeds, mark_of, of_zone_in_feeds
from market import clock
from market.core.hours import SHANGHAI
from market.models import Zone

# to be counted up when the same sessions are written differently
FORMAT = "2"
LANGUAGES = ("zh-hans", "en")


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    """Every announced session. ?lang=en for English."""
    with override(language_of(request)):
        name = _("Market calendar")
    return answer(request, name, in_feeds(on=clock.today()))


@require_safe
def of_zone(request: HttpRequest, code: str) -> HttpResponseBase:
    """What is announced in a zone, and for the whole market."""
    zone = found(Zone.objects.filter(code=code))
    rows = of_zone_in_feeds(in_feeds(on=clock.today()), zone)
    return answer(request, words.name_of(zone, language_of(request)), rows)


@require_safe
def of_series(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The announced sessions of a series."""
    series = found(Series.objects.filter(slug=slug).exclude(kind="internal"))
    rows = in_feeds(on=clock.today()).filter(series=series)
    return answer(request, words.name_of(series, language_of(request)), rows)


@require_safe
def of_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One session, to be put into a calendar of one's own."""
    rows = announced().filter(pk=pk)
    return answer(request, words.title_of(found(rows), language_of(request)), rows, one_by_one)


def one_by_one(rows: QuerySet[Session], language: str) -> tuple[Entry, ...]:
    return tuple(entry_of(session, language) for session in rows)


def answer(
    request: HttpRequest,
    name: str,
    rows: QuerySet[Session],
    write: Callable[[QuerySet[Session], str], tuple[Entry, ...]] = entries_of,
) -> HttpResponseBase:
    language = language_of(request)
    address = settings.PUBLIC_URL + request.path + ("?lang=en" if language == "en" else "")
    mark = mark_of(rows)
    etag = quote_etag(_digest(FORMAT, address, name, mark.digest))
    changed = _changed(mark)
    response = HttpResponse(content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Content-Disposition"] = 'inline; filename="huiquan.ics"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed)
    told = get_conditional_response(request, etag, changed, response)
    if told is response:
        entries = write(rows, language)
        response.content = written(Feed(name, language, address, entries))
    return told or response


def _changed(mark: Mark) -> int:
    """A feed sheds its oldest sessions at midnight, so it is never older than that."""
    midnight = datetime.combine(clock.today(), time(), tzinfo=SHANGHAI)
    return timegm(max(mark.changed_at or midnight, midnight).utctimetuple())


def language_of(request: HttpRequest) -> str:
    """A feed speaks one language, whoever fetches it: Chinese, or what its address asks for."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
