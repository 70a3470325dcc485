"""Closures on the desk: the list, one closure with how far it has come, a new one."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import closures
from leasing.core.closures import ClosureReason
from leasing.core.life_states import CLOSURE
from leasing.models import Closure
from leasing.pages.desk.life_forms import NOT_BY_TIME
from leasing.queries.closures import closed_pitches, closures_seen_by, touched_by_days
from leasing.templatetags.leasing_words import CLOSURES, closure_reason
from market import clock
from market.core.actors import Actor
from market.core.periods import Period
from market.models import FeeItem, Market, Zone
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.filters import Filters, SearchField
from market.pages.forms import DayField, ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.places import markets_worked_at
from market.templatetags.glances import named

PAGE = "leasing:desk_closure"
COLUMNS = (
    Column(
        "first",
        gettext_lazy("From"),
        lambda one: one.starts_on,
        "day",
        sort="starts_on",
    ),
    Column("last", gettext_lazy("Until"), lambda one: one.ends_on, "day", sort="ends_on"),
    Column(
        "where",
        gettext_lazy("Where"),
        lambda one: named(one.zone or one.market),
        note=lambda one: one.note,
    ),
    Column("why", gettext_lazy("Why"), lambda one: closure_reason(one.reason), sort="reason"),
    Column("rebate", gettext_lazy("Rebate %"), lambda one: f"{one.percent:.0f}", "figure"),
    Column("leases", gettext_lazy("Leases"), lambda one: one.leases, "figure", sort="leases"),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="state",
        noun="closure",
    ),
)


class ClosureFilters(Filters):
    """By what is written beside it."""

    q = SearchField(gettext_lazy("Note"))


class ClosureForm(forms.Form):
    """What is closed, when, why, and what is taken off the rent."""

    zone = forms.ChoiceField(label=gettext_lazy("Where"))
    first = DayField(label=gettext_lazy("From"))
    last = DayField(label=gettext_lazy("Until"), help_text=gettext_lazy("Included."))
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=list(CLOSURES.items()))
    percent = forms.DecimalField(
        label=gettext_lazy("Rebate in percent"),
        help_text=gettext_lazy("For these days. 100 is no rent at all, 0 is none taken off."),
        min_value=0,
        max_value=100,
        decimal_places=2,
        initial=100,
    )
    item = forms.ModelChoiceField(
        label=gettext_lazy("Off which fee"), queryset=FeeItem.objects.none(), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("What the bill says of it"), max_length=100, required=False
    )

    def __init__(self, data: QueryDict | None, by: Actor, *, on: date) -> None:
        super().__init__(data, initial={"first": on, "last": on})
        self.places = _places(by)
        self.fields["zone"].choices = [  # type: ignore[attr-defined]
            (key, named(zone or market)) for key, (market, zone) in self.places.items()
        ]
        items = FeeItem.objects.exclude(code__in=NOT_BY_TIME)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = named  # type: ignore[attr-defined]
        self.fields["item"].empty_label = _("all that is charged by time")  # type: ignore[attr-defined]


@desk
def closures_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Closures, the latest first."""
    filters = ClosureFilters(request)
    rows = closures_seen_by(by)
    if words := filters.get("q"):
        rows = rows.filter(note__icontains=words)
    table = Table(request, COLUMNS, rows, sort="-first", url_of=_address)
    context = {"filters": filters, "may_close": _may(by)}
    return shown(request, table, "leasing/desk/closures.html", context, name="closures")


@desk
def closure(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One closure: how many leases are put right, which were left out and why."""
    return _page(request, find(closures_seen_by(by), pk), by)


@desk_form
def new(request: HttpRequest, by: Actor) -> HttpResponse:
    """Close something. What it touches is counted first; only "do" closes it."""
    form = ClosureForm(request.POST or None, by, on=clock.today())
    doing = request.POST.get("step") == "do"
    made = attempt(form, lambda told: _close(form, told, by)) if doing else None
    if made is not None:
        finished, waiting = closures.settle(made, by=by, at=clock.now())
        words = _("Closed. {done} leases are put right, {waiting} follow by themselves.")
        return done(request, words.format(done=finished, waiting=waiting), PAGE, made.pk)
    context = {"form": form, "doing": doing, **({} if doing else _touched(form))}
    return render(request, "leasing/desk/new_closure.html", context, status=422 if doing else 200)


@desk_deed
def settle(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put the next leases right now, without waiting for the job."""
    one = find(closures_seen_by(by), pk)
    act = closures.settle
    words = _("Done. See below what is left.")
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def lift(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it back: the rebates are charged again."""
    one = find(closures_seen_by(by), pk)
    form = ReasonForm(request.POST)
    at = clock.now()
    if attempt(form, lambda told: closures.lift(one, reason=told["reason"], by=by, at=at)):
        closures.settle(one, by=by, at=at)
        return done(request, _("Taken back. The rebates are charged again."), PAGE, pk)
    return _page(request, one, by, form=form)


def _page(
    request: HttpRequest, one: Closure, by: Actor, form: ReasonForm | None = None
) -> HttpResponse:
    rows = one.touched.select_related("lease__vendor").order_by("-fault", "settled_at", "pk")
    fresh: Any = find(closures_seen_by(by), one.pk)
    context: dict[str, Any] = {
        "closure": fresh,
        "settled": fresh.leases - fresh.waiting,
        "days": Period.through(one.starts_on, one.ends_on),
        "rows": rows[:200],
        "can": rules.can(by, "closure", CLOSURE, one),
        "lifting": form or ReasonForm(),
    }
    return render(request, "leasing/desk/closure.html", context, status=422 if form else 200)


def _close(form: ClosureForm, told: dict[str, Any], by: Actor) -> Closure:
    market, zone = form.places[told["zone"]]
    return closures.close(
        market,
        Period.through(told["first"], told["last"]),
        zone=zone,
        reason=ClosureReason(told["reason"]),
        percent=told["percent"],
        item=told["item"],
        note=told["note"],
        by=by,
        at=clock.now(),
    )


def _touched(form: ClosureForm) -> dict[str, Any]:
    """How many pitches and leases it would close."""
    if not form.is_bound or not form.is_valid():
        return {}
    told = form.cleaned_data
    market, zone = form.places[told["zone"]]
    pitches = closed_pitches(market, zone, ())
    leases: QuerySet[Any] = touched_by_days(told["first"], told["last"], pitches.values("pk"))
    return {"pitches": pitches.count(), "leases": leases.count()}


def _places(by: Actor) -> dict[str, tuple[Market, Zone | None]]:
    """Every market and zone where one may close something."""
    found: dict[str, tuple[Market, Zone | None]] = {}
    zones = Zone.objects.filter(market__in=markets_worked_at(by)).select_related("market")
    for zone in zones.order_by("market", "position", "pk"):
        if rules.allows(by, "closure.make", zone.market):
            found.setdefault(f"market-{zone.market_id}", (zone.market, None))
            found[f"zone-{zone.pk}"] = (zone.market, zone)
    return found


def _may(by: Actor) -> bool:
    return any(rules.allows(by, "closure.make", market) for market in markets_worked_at(by))


def _address(one: Closure) -> str:
    return reverse(PAGE, args=[one.pk])
