"""Meters on the desk: the list, one of them with its readings, putting in and taking out."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import meters
from leasing.core.metering.months_used import bars
from leasing.core.metering.states import READING, ReadingState
from leasing.models import Meter
from leasing.pages.desk.metering.filters import MeterFilters
from leasing.pages.desk.metering.forms import (
    CorrectionForm,
    MeterForm,
    ReadingForm,
    ReplacementForm,
)
from leasing.queries.readings import (
    lines_seen_by,
    meters_seen_by,
    readings_seen_by,
    standing_of,
    tenants,
    with_last,
)
from leasing.queries.using import chain_of, spans_of
from leasing.templatetags.meter_words import meter_word, reading
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, desk_form, done, find
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.places import markets_worked_at, pitches_worked_at

PAGE = "leasing:desk_meter"
MOST_SHOWN = 40
COLUMNS = (
    Column(
        "number",
        gettext_lazy("Meter"),
        lambda one: one.number,
        sort="number_key",
        note=lambda one: meter_word(one.utility, "utility"),
    ),
    Column(
        "serves",
        gettext_lazy("Serves"),
        lambda one: one.pitch.code if one.pitch else meter_word(one.serves, "serves"),
        sort="pitch__code_key",
        note=lambda one: one.place,
    ),
    Column(
        "multiplier",
        gettext_lazy("Multiplier"),
        lambda one: reading(one.multiplier),
        "figure",
        sort="multiplier",
    ),
    Column("read", gettext_lazy("Last read"), lambda one: one.last_day, "day", sort="last_day"),
    Column(
        "value",
        gettext_lazy("Reading"),
        lambda one: reading(one.last_value),
        "figure",
        note=lambda one: meter_word("estimated", "kind") if one.last_kind == "estimated" else "",
    ),
)


@desk
def meters_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The meters with what each showed last; those that vendors sent readings of come first."""
    filters = MeterFilters(request, by)
    rows = filters.narrow_on(with_last(meters_seen_by(by)), on=clock.today())
    table = Table(
        request, COLUMNS, rows, sort="number", url_of=lambda one: reverse(PAGE, args=[one.pk])
    )
    context = {
        "filters": filters,
        "sent": readings_seen_by(by).filter(state=ReadingState.PROPOSED).count(),
        "may_edit": any(rules.allows(by, "meter.edit", here) for here in markets_worked_at(by)),
    }
    return shown(request, table, "leasing/desk/meters/list.html", context, name="meters")


@desk
def meter(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One meter: what it showed, what was used, what was billed for it."""
    return meter_page(request, by, find(meters_seen_by(by), pk))


@desk_form
def new(request: HttpRequest, by: Actor) -> HttpResponse:
    """Put a meter in."""
    form = MeterForm(
        markets_worked_at(by),
        pitches_worked_at(by),
        request.POST or None,
        initial={"on": clock.today(), "multiplier": 1, "digits": 6, "value": 0},
    )
    made = attempt(form, lambda told: meters.install(**told, by=by, at=clock.now()))
    if made is not None:
        return done(request, _("Put in. It is read from now on."), PAGE, made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "leasing/desk/meters/new.html", {"form": form}, status=status)


@desk_deed
def replace(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a meter out, and put another in its place where one comes."""
    one = find(meters_seen_by(by), pk)
    form = ReplacementForm(request.POST, prefix="replace")
    gone = attempt(form, lambda told: _replaced(one, told, by))
    if gone is None:
        return meter_page(request, by, one, replacing=form)
    return done(request, _("Done. A bill goes on over the change."), PAGE, gone.pk)


def _replaced(one: Meter, told: dict[str, Any], by: Actor) -> Meter:
    given: dict[str, Any] = {"on": told["on"], "by": by, "at": clock.now()}
    if not told["number"]:
        return meters.remove(one, value=told["final"], **given)
    return meters.replace(
        one,
        final=told["final"],
        number=told["number"],
        initial=told["initial_value"] or Decimal(0),
        **given,
    )


def meter_page(request: HttpRequest, by: Actor, one: Meter, **given: forms.Form) -> HttpResponse:
    """The page of a meter, with a form that was not accepted."""
    chain = chain_of(one)
    standing = standing_of([each.pk for each in chain])
    rows = readings_seen_by(by).filter(meter=one)[:MOST_SHOWN]
    context: dict[str, Any] = {
        "meter": one,
        "chain": [each for each in chain if each.pk != one.pk],
        "tenant": tenants([one], on=clock.today()).get(one.pitch_id or 0, ""),
        "bars": bars(span for each in chain for span in spans_of(each, standing[each.pk])),
        "readings": [{"row": row, "can": rules.can(by, "reading", READING, row)} for row in rows],
        "lines": lines_seen_by(by).filter(meter=chain[0])[:MOST_SHOWN],
        "may_take": one.removed_on is None and rules.allows(by, "reading.take", one),
        "may_edit": one.removed_on is None and rules.allows(by, "meter.edit", one),
        "form": ReadingForm(initial={"day": clock.today()}),
        "replacing": ReplacementForm(prefix="replace", initial={"on": clock.today()}),
        "correcting": CorrectionForm(prefix="correct"),
        "giving_back": ReasonForm(prefix="back"),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/meters/meter.html", context | given, status=status)
