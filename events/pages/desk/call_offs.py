"""The one button: call a session off, put it off, take that back, and the notice for the gate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.actions import call_offs, undoing
from events.models import CallOff, Session
from events.pages import words
from events.pages.calendar import line_of
from events.pages.desk import foresight
from events.pages.said import foreseen_said
from events.pages.taking_part_forms import CallOffForm, PutOffForm
from events.queries.foreseen import foreseen_cancelled
from events.queries.sessions import sessions_worked_by
from events.queries.sign_ups import taking_part
from market import clock
from market.core.actors import Actor
from market.core.hours import SHANGHAI
from market.core.refusals import Missing
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.forms import attempt

PAGE = "events:desk_session"


@desk_form
def call_off(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What will follow is said first; then one button does it all."""
    one = find(sessions_worked_by(by), pk)
    form = CallOffForm(request.POST or None)
    act = call_offs.call_off
    made = attempt(form, lambda told: act(one, **told, by=by, at=clock.now()))
    if made is not None:
        words = _("Called off. Vendors are told in five minutes; until then you can undo it.")
        return done(request, words, PAGE, pk)
    context = {
        "form": form,
        "session": one,
        "title": _("Call it off"),
        "count": taking_part(one).count(),
        "foreseen": foreseen_said(foreseen_cancelled(one, on=clock.today())),
        "back": reverse(PAGE, args=[pk]),
    }
    return render(request, "events/desk/call_off.html", context, status=422 if form.errors else 200)


@desk_form
def put_off(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """To another day, and what that breaks is said first; or to one not yet known."""
    one = find(sessions_worked_by(by), pk)
    opens, closes = one.starts_at.astimezone(SHANGHAI), one.ends_at.astimezone(SHANGHAI)
    initial = {"opens": opens.time(), "closes": closes.time()}
    form = PutOffForm(request.POST or None, initial=initial)
    context = {"title": _("Put it off"), "back": reverse(PAGE, args=[pk])}
    day = form.cleaned_data["day"] if form.is_valid() else None
    if day and (hours := foresight.hours_of(form)):
        after = foresight.moved(one, day=day, hours=hours, zone=one.zone)
        if (page := foresight.asked_first(request, form, one, after, **context)) is not None:
            return page
    made = attempt(form, lambda told: _put_off(one, form, by))
    if made is None:
        shown = {"form": form, "session": one, "series": True, **context}
        status = 422 if form.errors else 200
        return render(request, "events/desk/form.html", shown, status=status)
    words = _("Put off. Vendors are told in five minutes; until then you can undo it.")
    return done(request, words, PAGE, pk)


@desk_deed
def undo(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Everything stands again, while nobody has been told."""
    made = CallOff.objects.filter(session__in=sessions_worked_by(by), pk=pk).first()
    if made is None:
        raise Missing("missing", "There is nothing here.")
    words = _("Undone. Everything stands as before, and nobody has been told.")
    act = undoing.undo
    session = made.session_id
    return pressed(request, lambda: act(made, by=by, at=clock.now()), words, PAGE, session)


@desk
def poster(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A notice to hang at the gate: called off, or put off to when."""
    one = find(sessions_worked_by(by), pk)
    made = one.call_offs.exclude(state="undone").order_by("-pk").first()
    if made is None:
        return redirect(PAGE, pk)
    language = get_language() or "zh-hans"
    context = {
        "session": one,
        "made": made,
        "line": line_of(one),
        "title": words.title_of(one, language),
        "place": words.place_of(one, language),
    }
    return render(request, "events/desk/off_poster.html", context)


def _put_off(one: Session, form: PutOffForm, by: Actor) -> CallOff:
    told = form.cleaned_data
    return call_offs.put_off(
        one,
        to=(told["day"], form.hours()) if told["day"] else None,
        cause=told["cause"],
        reason=told["reason"],
        by=by,
        at=clock.now(),
    )
