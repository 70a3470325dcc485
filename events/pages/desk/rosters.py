"""The roster of a session: who stands where tonight, who may not, and why. It prints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from events.core.states import SignUpState
from events.pages import words
from events.pages.calendar import line_of
from events.queries.roster import roster
from events.queries.sessions import sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, find

SHOWN = (SignUpState.PLACED, SignUpState.ASKED, SignUpState.WAITING)


@desk
def of_session(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Everybody who has a place or wishes for one, in the order in which one walks past."""
    one = find(sessions_worked_by(by), pk)
    rows = sign_ups_seen_by(by).filter(session=one, state__in=SHOWN)
    ordered = list(rows.order_by("pitch__zone__position", "pitch__code_key", "asked_at", "pk"))
    entries = roster(one, ordered, decided_on=clock.today())
    context = {
        "session": one,
        "title": words.title_of(one, get_language() or "zh-hans"),
        "line": line_of(one),
        "entries": entries,
        "may_not": sum(not each.may for each in entries),
        "placed": sum(each.sign_up.state == SignUpState.PLACED for each in entries),
    }
    return render(request, "events/desk/roster.html", context)
