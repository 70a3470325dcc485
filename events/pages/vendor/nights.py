"""A vendor's nights on the phone: pick them on a small calendar, confirm, give back, tell."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.actions import absences, numbers, sign_ups, taking_part
from events.core.states import IS_OVER, SessionState, SignUpState
from events.models import NightCall, SignUp
from events.pages import words
from events.pages.taking_part_forms import AwayForm, TakingsForm
from events.queries.rooms import calls_seen_by, room_of, sessions_of, taken_in_all
from events.queries.sign_ups import sign_ups_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid, Missing
from market.models import Vendor
from market.pages.caller import caller
from market.pages.desk.door import find, pressed
from market.pages.forms import attempt, said
from market.pages.me import vendors_only
from market.queries.vendors import own_vendors

PAGE = "events:my_nights"
LATE = timedelta(days=21)
LAST = 6


@vendors_only
def nights(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own nights, to come and just over, and what one is invited to."""
    on, at = clock.today(), clock.now()
    mine = sign_ups_seen_by(actor).filter(vendor__in=actor.vendors)
    put_off = Q(session__state=SessionState.POSTPONED)
    coming = mine.filter(put_off | Q(session__ends_at__gt=at)).exclude(state__in=IS_OVER)
    over = mine.filter(session__ends_at__lte=at, state=SignUpState.PLACED).exclude(put_off)
    calls = calls_seen_by(actor).filter(opens_at__lte=at, closes_at__gt=at - LATE)
    context = {
        "coming": coming.order_by("session__starts_at", "pk").select_related("check_in"),
        "over": over.order_by("-session__starts_at").select_related("takings", "check_in")[:LAST],
        "calls": [_invited(one, at) for one in calls if sessions_of(one, on=on).exists()],
        "at": at,
        "away": AwayForm(initial={"first": on, "last": on}),
    }
    return render(request, "events/vendor/nights.html", context)


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call's nights on a small calendar, to be ticked."""
    actor = caller(request)
    if not actor.vendors:
        return redirect(f"/enter/?next={request.path}")
    one = find(calls_seen_by(actor), pk)
    vendors = list(own_vendors(actor).order_by("pk"))
    chosen = _chosen(vendors, request)
    fault, ticked = "", request.POST.getlist("night")
    if "week" in request.POST:
        ticked += _of_weekday(one, request.POST["week"])
    elif request.method == "POST":
        fault = _signed_up(request, one, chosen, actor)
        if not fault:
            return redirect(PAGE)
    context = _calendar(one, chosen, ticked) | {
        "call": one,
        "weekdays": _weekdays(one),
        "vendors": vendors,
        "vendor": chosen,
        "fault": fault,
        "closed": one.closes_at <= clock.now(),
        "typed": {name: request.POST.get(name, "")[:80] for name in ("act", "code")},
    }
    return render(request, "events/vendor/call.html", context, status=422 if fault else 200)


@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Give back every night of some days in one go."""
    actor = caller(request)
    form = AwayForm(request.POST)
    act = absences.away
    back = attempt(form, lambda told: act(actor.vendors, **told, by=actor, at=clock.now()))
    if back is None:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    else:
        words = ngettext("{count} night given back.", "{count} nights given back.", len(back))
        messages.success(request, words.format(count=len(back)))
    return redirect(PAGE)


@require_POST
def answer(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """One button about one night: confirm, take the offer, give the place back."""
    actor = caller(request)
    one = find(sign_ups_seen_by(actor).filter(vendor__in=actor.vendors), pk)
    acts = {
        "confirm": (taking_part.confirm, _("Thank you. See you there.")),
        "take": (taking_part.take_offer, _("The place is yours.")),
        "withdraw": (sign_ups.withdraw, _("Withdrawn. Thank you for telling us.")),
    }
    act, words = acts[move]
    return pressed(request, lambda: act(one, by=actor, at=clock.now()), words, PAGE)


@require_POST
def takings(request: HttpRequest, pk: int) -> HttpResponse:
    """What was taken that night; nobody has to."""
    actor = caller(request)
    one = find(sign_ups_seen_by(actor).filter(vendor__in=actor.vendors), pk)
    form = TakingsForm(request.POST)
    act = numbers.tell_takings
    told = attempt(form, lambda said: act(one, said["amount_fen"], by=actor, at=clock.now()))
    if told is None:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    else:
        messages.success(request, _("Thank you. Only sums and averages are shown to others."))
    return redirect(PAGE)


def _signed_up(request: HttpRequest, one: NightCall, vendor: Vendor, actor: Actor) -> str:
    """Sign up as it was ticked; the refusal in words, empty where all went well."""
    wanted = [int(number) for number in request.POST.getlist("night") if number.isdecimal()]
    chosen = list(sessions_of(one, on=clock.today()).filter(pk__in=wanted))
    act, code = (request.POST.get(name, "").strip()[:80] for name in ("act", "code"))
    try:
        made = taking_part.sign_up(
            one, chosen, vendor, by=actor, at=clock.now(), act=act, code=code
        )
    except (Conflict, Invalid) as refusal:
        return said(refusal)
    waiting = sum(each.state == SignUpState.WAITING for each in made)
    roomed = len(made) - waiting
    words = ngettext("Signed up for {count} night.", "Signed up for {count} nights.", roomed)
    words = words.format(count=roomed)
    if waiting:
        words += " " + _("On the waiting list for {count}; we will ask you.").format(count=waiting)
    messages.success(request, words)
    return ""


def _weekdays(one: NightCall) -> list[date]:
    """A day of each weekday on which the call has nights, Monday first."""
    days = sessions_of(one, on=clock.today()).values_list("day", flat=True)
    found = {day.isoweekday(): day for day in days}
    return [found[weekday] for weekday in sorted(found)]


def _of_weekday(one: NightCall, weekday: str) -> list[str]:
    """The nights of the call that are on this weekday."""
    rows = sessions_of(one, on=clock.today()).values_list("pk", "day")
    return [str(pk) for pk, day in rows if str(day.isoweekday()) == weekday]


def _invited(one: NightCall, at: datetime) -> dict[str, Any]:
    language = get_language() or "zh-hans"
    name = words.name_of(one.series, language)
    return {"call": one, "name": name, "closed": one.closes_at <= at}


def _chosen(vendors: list[Vendor], request: HttpRequest) -> Vendor:
    wanted = request.POST.get("vendor") or request.GET.get("vendor") or ""
    found = next(
        (each for each in vendors if str(each.pk) == wanted), vendors[0] if vendors else None
    )
    if found is None:
        raise Missing("missing", "There is nothing here.")
    return found


def _calendar(one: NightCall, vendor: Vendor, ticked: Iterable[str]) -> dict[str, Any]:
    """The nights in months of weeks, each day with what can be done on it."""
    sessions = list(sessions_of(one, on=clock.today()).order_by("starts_at", "pk"))
    known = taken_in_all(sessions_of(one, on=clock.today()), one.part)
    mine = SignUp.objects.filter(session__in=sessions, vendor=vendor).exclude(state__in=IS_OVER)
    own = {each.session_id: each for each in mine}
    room, ticks = room_of(one), set(ticked)
    days: dict[date, list[dict[str, Any]]] = {}
    for session in sessions:
        left = room.left(known.get(session.pk, {}), vendor.trade)
        days.setdefault(session.day, []).append(
            {
                "session": session,
                "hours": words.hours_in_words(session, get_language() or "zh-hans"),
                "own": own.get(session.pk),
                "left": left,
                "full": left == 0,
                "ticked": str(session.pk) in ticks,
            }
        )
    return {"months": _months(days)}


def _months(days: dict[date, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Weeks from Monday, only those with a night in them."""
    months: dict[date, dict[date, list[dict[str, Any]]]] = {}
    for day in sorted(days):
        monday = day - timedelta(days=day.weekday())
        weeks = months.setdefault(day.replace(day=1), {})
        if monday not in weeks:
            weeks[monday] = [_day(monday + timedelta(days=n), day, days) for n in range(7)]
    return [{"first": first, "weeks": list(weeks.values())} for first, weeks in months.items()]


def _day(on: date, night: date, days: dict[date, list[dict[str, Any]]]) -> dict[str, Any]:
    inside = (on.year, on.month) == (night.year, night.month)
    return {"on": on, "inside": inside, "nights": days.get(on, []) if inside else []}
