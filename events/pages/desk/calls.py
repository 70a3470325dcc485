"""Calls on the desk: who is invited, on what terms, who has answered, and late access codes."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from events import rules
from events.actions import calls
from events.core.states import HAS_ROOM, SignUpState
from events.models import Call, Session
from events.pages.taking_part_forms import CallForm, LateCodeForm, TermsForm
from events.queries.rooms import calls_worked_by
from events.queries.sessions import series_worked_by, sessions_worked_by
from market import clock
from market.core.actors import Actor
from market.core.hours import SHANGHAI
from market.pages.desk.door import desk, desk_form, done, find
from market.pages.forms import attempt
from market.queries.places import markets_worked_at

PAGE = 40
_ROOM = Q(sign_ups__state__in=HAS_ROOM)
_QUEUE = Q(sign_ups__state=SignUpState.WAITING)


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every call, the next to close first, with how many have room and how many wait."""
    page = Paginator(_counted(calls_worked_by(by)), PAGE).get_page(request.GET.get("page"))
    may_open = any(rules.allows(by, "night-call.open", each) for each in markets_worked_at(by))
    now = clock.now()
    return render(
        request, "events/desk/calls.html", {"page": page, "may_open": may_open, "now": now}
    )


@desk_form
def new(request: HttpRequest, by: Actor) -> HttpResponse:
    """Invite."""
    coming = sessions_worked_by(by).filter(ends_at__gt=clock.now()).order_by("starts_at")
    initial = _usual() | request.GET.dict()
    form = CallForm(
        request.POST or None, series=series_worked_by(by), sessions=coming, initial=initial
    )
    made = attempt(form, lambda told: calls.open_call(**told, by=by))
    if made is None:
        return _form(request, form, _("Invite vendors"), back=reverse("events:calls"))
    return done(
        request, _("The call stands. Vendors see it on their page."), "events:call", made.pk
    )


@desk
def one(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One call, with its nights and its codes."""
    call = find(_counted(calls_worked_by(by)), pk)
    return _shown(request, by, call)


@desk_form
def edit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Its terms anew."""
    call = find(calls_worked_by(by), pk)
    initial = {name: getattr(call, name) for name in TermsForm.base_fields if name != "quotas"}
    initial["quotas"] = dict(call.quotas.values_list("trade", "places"))
    form = TermsForm(request.POST or None, initial=initial)
    if attempt(form, lambda told: calls.edit(call, **told, by=by)) is None:
        return _form(request, form, _("Terms of the call"), back=reverse("events:call", args=[pk]))
    return done(request, _("Saved."), "events:call", pk)


@desk_form
def late_code(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A code for somebody who comes late; it is shown once."""
    call = find(calls_worked_by(by), pk)
    initial = {"uses": 1, "until": _soon(3)}
    form = LateCodeForm(request.POST or None, initial=initial)
    at = clock.now()
    code = attempt(form, lambda told: calls.make_late_code(call, **told, by=by, at=at))
    if code is None:
        title = _("Make a late access code")
        return _form(request, form, title, back=reverse("events:call", args=[pk]))
    words = _("The code is {code}. Write it down: it is not kept.").format(
        code=f"{code[:4]}-{code[4:]}"
    )
    messages.success(request, words)
    return redirect("events:call", pk)


def _counted(rows: QuerySet[Call]) -> QuerySet[Call]:
    return rows.annotate(
        roomed=Count("sign_ups", filter=_ROOM, distinct=True),
        waiting=Count("sign_ups", filter=_QUEUE, distinct=True),
    ).order_by("-closes_at", "pk")


def _shown(request: HttpRequest, by: Actor, call: Call) -> HttpResponse:
    nights = Session.objects.filter(series=call.series_id, ends_at__gt=clock.now())
    if call.session_id:
        nights = nights.filter(pk=call.session_id)
    counted = nights.annotate(
        roomed=Count("sign_ups", filter=_ROOM & Q(sign_ups__part=call.part)),
        queue=Count("sign_ups", filter=_QUEUE & Q(sign_ups__part=call.part)),
    ).order_by("starts_at")
    context = {
        "call": call,
        "quotas": call.quotas.all(),
        "codes": call.late_codes.all()[:10],
        "nights": counted[:PAGE],
        "may_edit": rules.allows(by, "night-call.edit", call),
        "now": clock.now(),
    }
    return render(request, "events/desk/call.html", context)


def _usual() -> dict[str, Any]:
    """A new call as it usually is."""
    usual = Call()
    initial = {name: getattr(usual, name) for name in TermsForm.base_fields if hasattr(usual, name)}
    return initial | {"opens_at": _soon(0), "closes_at": _soon(14), "quotas": {}}


def _soon(days: int) -> Any:
    moment = clock.now().astimezone(SHANGHAI) + timedelta(days=days)
    return moment.replace(minute=0, second=0, microsecond=0, tzinfo=None)


def _form(request: HttpRequest, form: Any, title: str, *, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "series": True}
    return render(request, "events/desk/form.html", context, status=422 if form.errors else 200)
