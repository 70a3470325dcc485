"""A session's own page: when, where, who stands there; and a vendor's request for a place."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events import rules
from events.actions import sign_ups
from events.core.states import SessionState, SignUpState
from events.models import Session
from events.pages import words
from events.pages.calendar import feed_link, line_of
from events.pages.freshness import fresh
from events.pages.markup import event_markup
from events.queries.sessions import sessions_seen_by
from events.queries.sign_ups import sign_ups_seen_by, standing
from market import clock
from market.core.actors import Actor
from market.pages.caller import caller
from market.pages.desk.door import find, pressed
from market.queries.vendors import own_vendors

_LEFT = (SignUpState.WITHDRAWN, SignUpState.REFUSED)


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One session, as far as this reader may see it."""
    by = caller(request)
    one = find(sessions_seen_by(by), pk)
    context = {**_facts(one), **_part(one, by)}
    return fresh(request, render(request, "events/session.html", context))


@require_POST
def ask(request: HttpRequest, pk: int, vendor: int) -> HttpResponse:
    """One of the reader's vendors asks for a place."""
    by = caller(request)
    one = find(sessions_seen_by(by), pk)
    who = find(own_vendors(by), vendor)
    return pressed(
        request,
        lambda: sign_ups.ask(one, who, by=by, at=clock.now()),
        _("You are signed up. This page will say which pitch you get."),
        "events:session",
        pk,
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the reader's vendors will not come after all."""
    by = caller(request)
    sign_up = find(sign_ups_seen_by(by).filter(vendor__in=by.vendors), pk)
    return pressed(
        request,
        lambda: sign_ups.withdraw(sign_up, by=by, at=clock.now()),
        _("Withdrawn. Thank you for telling us."),
        "events:session",
        sign_up.session_id,
    )


def _facts(one: Session) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    url = settings.PUBLIC_URL + reverse("events:session", args=[one.pk])
    return {
        "session": one,
        "line": line_of(one),
        "url": url,
        "title": words.title_of(one, language),
        "place": words.place_of(one, language),
        "about": words.about_of(one, language),
        "standing": standing(one),
        "feed": feed_link(words.title_of(one, language), "events:session_feed", one.pk),
        "series_feed": feed_link(
            words.name_of(one.series, language), "events:series_feed", one.series.slug
        ),
        "markup": event_markup(one, language, url=url),
    }


def _part(one: Session, by: Actor) -> dict[str, Any]:
    """What the reader's own vendors have asked for, and for whom they may still ask."""
    own = sign_ups_seen_by(by).filter(session=one, vendor__in=by.vendors)
    standing_requests = list(own.exclude(state__in=_LEFT))
    free = own_vendors(by)
    takes = one.state == SessionState.PUBLISHED and one.ends_at > clock.now()
    return {
        "own": [(each, rules.can_answer(by, each)) for each in standing_requests],
        "may_ask": free.exclude(pk__in=[each.vendor_id for each in standing_requests]),
        "takes": takes and one.series.kind not in ("closure", "internal"),
    }
