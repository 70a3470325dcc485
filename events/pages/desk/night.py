"""The night on the desk: who is there, what was left behind, how many came; and the season."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.actions import numbers, on_the_night, taking_part
from events.core.season import drawing
from events.models import Series, SignUp
from events.pages import words
from events.pages.taking_part_forms import CountForm, HandBackForm
from events.queries.numbers import season
from events.queries.sessions import series_worked_by, sessions_worked_by
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.forms import attempt

PAGE = "events:desk_session"
MOST_NIGHTS = 120


@desk_deed
def accept(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """There is room for a vendor."""
    one = find(sign_ups_seen_by(by), pk)
    said = _("{vendor} has room; the pitch comes.").format(vendor=one.vendor)
    act = taking_part.accept
    return pressed(request, lambda: act(one, by=by, at=clock.now()), said, PAGE, one.session_id)


@desk_deed
def check_in(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Somebody went round and saw that they are there."""
    one = find(sign_ups_seen_by(by), pk)
    said = _("{vendor} is there.").format(vendor=one.vendor)
    act = on_the_night.check_in
    return pressed(
        request,
        lambda: act(one, by=by, at=clock.now(), said_at="desk"),
        said,
        PAGE,
        one.session_id,
    )


@desk_form
def hand_back(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Look at a pitch after the night."""
    one: SignUp = find(sign_ups_seen_by(by), pk)
    form = HandBackForm(request.POST or None)
    act = on_the_night.hand_back
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())) is None:
        context = {
            "form": form,
            "title": _("Hand-back of {pitch}").format(pitch=one.pitch or ""),
            "session": one,
            "back": reverse(PAGE, args=[one.session_id]),
            "series": True,
        }
        status = 422 if form.errors else 200
        return render(request, "events/desk/form.html", context, status=status)
    return done(request, _("Noted. What is left of the deposit goes back."), PAGE, one.session_id)


@desk_form
def count(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """How many came, in what weather."""
    one = find(sessions_worked_by(by), pk)
    known = getattr(one, "attendance", None)
    fields = ("people", "weather", "celsius")
    initial = {name: getattr(known, name) for name in fields} if known else {}
    form = CountForm(request.POST or None, initial=initial)
    act = numbers.note
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())) is None:
        back, title = reverse(PAGE, args=[pk]), _("How many came")
        context = {"form": form, "title": title, "session": one, "back": back, "series": True}
        status = 422 if form.errors else 200
        return render(request, "events/desk/form.html", context, status=status)
    return done(request, _("Noted."), PAGE, pk)


@desk_deed
def count_in(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Somebody at the gate presses: one, five or ten more."""
    one = find(sessions_worked_by(by), pk)
    more = {"1": 1, "5": 5, "10": 10, "-1": -1}.get(request.POST.get("more", "1"), 1)
    act = numbers.count_in
    return pressed(request, lambda: act(one, more, by=by, at=clock.now()), _("Counted."), PAGE, pk)


@desk
def seasons(request: HttpRequest, by: Actor) -> HttpResponse:
    """A season drawn: how many came, in what weather, what was taken. ?series=slug chooses."""
    known = list(series_worked_by(by).exclude(kind__in=("closure", "internal")))
    slug = request.GET.get("series", "")
    chosen = next((each for each in known if each.slug == slug), known[0] if known else None)
    nights = _nights(by, chosen) if chosen else []
    language = get_language() or "zh-hans"
    context: dict[str, Any] = {
        "known": [(each.slug, words.name_of(each, language)) for each in known],
        "chosen": chosen,
        "nights": nights[::-1],
        "drawing": drawing(nights),
    }
    return render(request, "events/desk/numbers.html", context)


def _nights(by: Actor, series: Series) -> list[Any]:
    over = sessions_worked_by(by).filter(series=series, ends_at__lte=clock.now())
    last = over.order_by("-starts_at").values_list("pk", flat=True)[:MOST_NIGHTS]
    return season(sessions_worked_by(by).filter(pk__in=list(last)))
