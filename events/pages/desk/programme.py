"""The desk's calendar: coming sessions, and one of them with its filings and sign-ups."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from events import rules
from events.core.cautions import cautions
from events.core.nights import EARLY
from events.core.states import NOT_ON, CallOffState, FilingState, SessionState, SignUpState
from events.models import Session, SignUp
from events.pages import words
from events.pages.calendar import line_of
from events.pages.desk.filings import line as filing_line
from events.pages.forms import PlaceForm
from events.pages.said import clashes_said
from events.queries.call_offs import call_offs_seen_by
from events.queries.clashes import clashes_of
from events.queries.filings import filings_seen_by, to_be_made
from events.queries.foreseen import occasion
from events.queries.numbers import no_shows
from events.queries.rooms import calls_worked_by
from events.queries.roster import Entry, roster
from events.queries.sessions import sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by, to_be_answered
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, find
from market.queries.places import markets_worked_at

PAGE = 40
OPEN = (SignUpState.ASKED, SignUpState.WAITING, SignUpState.PLACED)


@desk
def sessions(request: HttpRequest, by: Actor) -> HttpResponse:
    """The sessions to come; ?show=past, filings or sign-ups for others."""
    return render(request, "events/desk/sessions.html", _listed(request, by))


@desk
def session(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One session beside the list."""
    one = find(sessions_worked_by(by), pk)
    return shown(request, by, one, place=PlaceForm(one))


def shown(request: HttpRequest, by: Actor, one: Session, *, place: PlaceForm) -> HttpResponse:
    """The page of a session, with this form for giving somebody a pitch."""
    context = {**_listed(request, by), **_detail(one, by), "place": place}
    return render(request, "events/desk/sessions.html", context)


def _listed(request: HttpRequest, by: Actor) -> dict[str, Any]:
    show = request.GET.get("show", "")
    page = Paginator(_rows(show, by), PAGE).get_page(request.GET.get("page"))
    return {
        "show": show,
        "page": page,
        "lines": [{"session": each, **line_of(each)} for each in page],
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "may_plan": any(rules.allows(by, "series.add", each) for each in markets_worked_at(by)),
    }


def _rows(show: str, by: Actor) -> QuerySet[Session]:
    on = clock.today()
    rows = sessions_worked_by(by).annotate(
        placed=_count("sign_ups", SignUpState.PLACED),
        asked=_count("sign_ups", SignUpState.ASKED),
        to_file=_count("filings", FilingState.NEEDED),
    )
    coming = rows.filter(ends_at__gt=clock.now()).order_by("starts_at", "pk")
    narrowed: Mapping[str, QuerySet[Session]] = {
        "past": rows.filter(ends_at__lte=clock.now()).order_by("-starts_at", "-pk"),
        "filings": coming.filter(pk__in=to_be_made(by, on=on).values("session")),
        "sign-ups": coming.filter(pk__in=to_be_answered(by, on=on).values("session")),
    }
    return narrowed.get(show, coming)


def _count(rows: str, state: str) -> Count:
    return Count(rows, filter=Q(**{f"{rows}__state": state}), distinct=True)


def _detail(one: Session, by: Actor) -> dict[str, Any]:
    sign_ups = _sign_ups(one, by)
    language = get_language() or "zh-hans"
    english = language.startswith("en")
    features = dict(words.Feature.choices)
    edits = ("expect", "rename") if one.state != SessionState.CANCELLED else ()
    return {
        "session": one,
        "title": words.title_of(one, language),
        "line": line_of(one),
        "features": [features[word] for word in one.features],
        "can": [
            *rules.can_with(by, one),
            *(edit for edit in edits if rules.allows(by, f"session.{edit}", one)),
        ],
        "cautions": [each.en if english else each.zh for each in cautions(occasion(one))],
        "filings": [
            filing_line(each, by, english=english)
            for each in filings_seen_by(by)
            .filter(session=one)
            .prefetch_related("materials__upload")
        ],
        "sign_ups": [(each, rules.can_answer(by, each)) for each in sign_ups],
        "may_not": _may_not(one, sign_ups),
        **_around(one, by),
    }


def _sign_ups(one: Session, by: Actor) -> list[SignUp]:
    rows = sign_ups_seen_by(by).filter(session=one).select_related("check_in", "hand_back", "call")
    found = list(rows)
    missed = no_shows({each.vendor_id for each in found}, at=clock.now())
    for each in found:
        each.missed = missed.get(each.vendor_id)  # type: ignore[attr-defined]
    return found


def _may_not(one: Session, sign_ups: list[SignUp]) -> dict[int, str]:
    """By the id of a sign-up whose vendor may not stand that day, what is in the way."""
    open_ones = [each for each in sign_ups if each.state in OPEN]
    entries = roster(one, open_ones, decided_on=clock.today())
    return {entry.sign_up.pk: _in_the_way(entry) for entry in entries if not entry.may}


def _in_the_way(entry: Entry) -> str:
    if entry.judgement.suspension is not None:
        return str(entry.judgement.suspension.reason)
    return "、".join(lack.said for lack in entry.judgement.stops)


def _around(one: Session, by: Actor) -> dict[str, Any]:
    """What speaks against it, how it was called off, and what the night came to."""
    at = clock.now()
    offs = call_offs_seen_by(by, at=at).filter(session=one).exclude(state=CallOffState.UNDONE)
    off = offs.order_by("-pk").first()
    return {
        "clashes": clashes_said(clashes_of(one)) if one.state not in NOT_ON else [],
        "alone": one.uses.filter(kind="zone", released_at__isnull=True).exists(),
        "off": off,
        "may_undo": off is not None
        and getattr(off, "undoable", False)
        and rules.allows(by, "call-off.undo", one),
        "attendance": getattr(one, "attendance", None),
        "begun": one.starts_at <= at,
        "on_now": one.starts_at - EARLY <= at < one.ends_at,
        "may_count": rules.allows(by, "session.count", one),
        "may_check_in": rules.allows(by, "session.count", one),
        "calls": calls_worked_by(by)
        .filter(series=one.series_id)
        .filter(Q(session=None) | Q(session=one)),
    }
