"""Scales on the desk: the register, one of them, and the fair scale's book."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from market import clock, rules
from market.actions import scales
from market.core.actors import Actor
from market.core.inspecting.states import SCALE, ScaleState
from market.core.periods import ONE_DAY, months_after
from market.models import Scale
from market.pages.desk.door import desk, desk_deed, desk_form, done, find
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import (
    CheckForm,
    ReweighForm,
    ScaleForm,
    VerificationForm,
)
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.measuring import in_service, logs_seen_by, out_of_date, scales_seen_by
from market.queries.places import markets_worked_at
from market.queries.vendors import vendors_seen_by

PAGE = "desk_scale"
SOON = timedelta(days=30)
LINES = 60


def standing_of(one: Scale) -> str:
    """What one says of a scale: out of use, or how its verification stands today."""
    until, on = getattr(one, "until", None), clock.today()
    if one.state != ScaleState.IN_USE:
        return one.state
    if until is None:
        return "missing"
    if until < on:
        return "lapsed"
    return "expiring" if until <= on + SOON else "valid"


COLUMNS = (
    Column(
        "number",
        gettext_lazy("Scale"),
        lambda one: one.number,
        sort="number",
        note=lambda one: one.make,
    ),
    Column(
        "whose",
        gettext_lazy("Whose it is"),
        lambda one: one.vendor.name if one.vendor else _("The market's own"),
        sort="vendor__name_key",
        note=lambda one: one.pitch.code if one.pitch else (_("Fair scale") if one.fair else ""),
    ),
    Column("until", gettext_lazy("Valid until"), lambda one: one.until, "day", sort="until"),
    Column("state", gettext_lazy("State"), standing_of, "state", noun="scale"),
)


class ScaleFilters(Filters):
    q = SearchField(gettext_lazy("Number or vendor"))
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("In use")),
            ("out_of_date", gettext_lazy("Without a valid verification")),
            ("fair", gettext_lazy("Fair scales")),
            ("all", gettext_lazy("All of them")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        show = self.get("show", "")
        if show == "out_of_date":
            rows = out_of_date(rows, on=clock.today())
        elif show == "fair":
            rows = rows.filter(fair=True)
        elif not show:
            rows = in_service(rows)
        if words := self.get("q"):
            rows = rows.filter(number__icontains=words) | rows.filter(vendor__name__icontains=words)
        return rows


@desk
def scales_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The register; those whose verification runs out first come first."""
    filters = ScaleFilters(request)
    table = Table(
        request,
        COLUMNS,
        filters.narrow(scales_seen_by(by)),
        sort="until",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    context = {
        "filters": filters,
        "fair": in_service(scales_seen_by(by).filter(fair=True)),
        "may_edit": any(rules.allows(by, "scale.edit", here) for here in markets_worked_at(by)),
    }
    template = "market/desk/inspecting/scales.html"
    return shown(request, table, template, context, name="scales")


@desk_form
def new_scale(request: HttpRequest, by: Actor) -> HttpResponse:
    """Put a scale on the register."""
    initial = {"most_kg": 30, "division_g": 5}
    form = ScaleForm(markets_worked_at(by), request.POST or None, initial=initial)
    made = attempt(form, lambda told: scales.add(**told, by=by, at=clock.now()))
    if made is not None:
        return done(request, _("It is on the register."), PAGE, made.pk)
    context = {
        "form": form,
        "title": _("Put a scale on the register"),
        "back": reverse("desk_scales"),
        "back_words": _("All scales"),
        "button": pgettext("scale", "Put it on"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/form.html", context, status=status)


@desk
def scale(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One scale: its verifications, and of the fair one its book."""
    return _page(request, by, find(scales_seen_by(by), pk))


@desk_deed
def verify(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Write a verification down."""
    one = find(scales_seen_by(by), pk)
    form = VerificationForm(request.POST)
    if attempt(form, lambda told: scales.verify(one, **told, by=by, at=clock.now())):
        return done(request, _("The verification is written down."), PAGE, pk)
    return _page(request, by, one, verifying=form)


@desk_deed
def check(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The check of the day. The key came with the form, so that pressing twice is once."""
    one = find(scales_seen_by(by), pk)
    form, key = CheckForm(request.POST), _key(request)
    line = attempt(form, lambda told: scales.check(one, key=key, **told, by=by, at=clock.now()))
    if line is None:
        return _page(request, by, one, checking=form)
    right = _("It weighs rightly; that is in the book.")
    wrong = _("It is off by more than it may be. Put it out of use and call the verifier.")
    return done(request, right if line.passed else wrong, PAGE, pk)


@desk_deed
def reweigh(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A purchase weighed again."""
    one = find(scales_seen_by(by), pk)
    form, key = ReweighForm(vendors_seen_by(by), request.POST), _key(request)
    line = attempt(form, lambda told: scales.reweigh(one, key=key, **told, by=by, at=clock.now()))
    if line is None:
        return _page(request, by, one, reweighing=form)
    right = _("As much as was sold, within what is allowed.")
    wrong = _("Short weight: more is missing than is allowed. Talk to the stall.")
    return done(request, right if line.passed else wrong, PAGE, pk)


@desk_deed
def stop(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put it out of use."""
    return _put(request, by, pk, scales.stop, _("Out of use from now on."))


@desk_deed
def resume(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Back in use."""
    return _put(request, by, pk, scales.resume, _("Back in use."))


@desk_deed
def retire(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Gone for good."""
    return _put(request, by, pk, scales.retire, _("Off the register."))


def _put(
    request: HttpRequest, by: Actor, pk: int, act: Callable[..., Scale], words: str
) -> HttpResponse:
    one = find(scales_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())):
        return done(request, words, PAGE, pk)
    return _page(request, by, one, putting=form)


def _page(request: HttpRequest, by: Actor, one: Scale, **given: forms.Form) -> HttpResponse:
    on = clock.today()
    logs = logs_seen_by(by).filter(scale=one)
    fresh = {"day": on, "until": months_after(on, 12) - ONE_DAY}
    context: dict[str, Any] = {
        "scale": one,
        "standing": standing_of(one),
        "verifications": one.verifications.all(),
        "logs": logs[:LINES],
        "checked": logs.filter(kind="daily", day=on).exists(),
        "can": rules.can(by, "scale", SCALE, one),
        "may_verify": rules.allows(by, "scale.verify", one),
        "may_log": one.fair
        and one.state == ScaleState.IN_USE
        and rules.allows(by, "scale.log", one),
        "moves": timeline(history_of("scale", one.pk)),
        "verifying": VerificationForm(initial=fresh),
        "checking": CheckForm(initial={"load_g": 1000}),
        "reweighing": ReweighForm(vendors_seen_by(by)),
        "putting": ReasonForm(),
        "key": uuid.uuid4(),
        "other_key": uuid.uuid4(),
    }
    status = 422 if given else 200
    template = "market/desk/inspecting/scale.html"
    return render(request, template, context | given, status=status)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
