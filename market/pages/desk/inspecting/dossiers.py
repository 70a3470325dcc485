"""Folders for inspectors on the desk: asked for, watched while they are put together, fetched."""

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock, rules
from market.actions import dossiers
from market.attachments import as_folder
from market.core.actors import Actor
from market.core.dossiers import DOSSIER, DossierState
from market.core.periods import months_after
from market.models import Vendor, Zone
from market.pages.desk.door import desk, desk_deed, desk_form, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.inspecting.forms import NamedField, Placed, VendorField
from market.pages.filters import Filters
from market.pages.forms import DayField, attempt
from market.pages.tables import Column, Table, shown
from market.queries.dossiers import dossiers_seen_by
from market.queries.history import history_of
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import SCOPES, word
from market.templatetags.glances import named

PAGE = "desk_dossier"
COLUMNS = (
    Column(
        "asked",
        pgettext_lazy("when", "Asked for"),
        lambda one: one.asked_at,
        "moment",
        sort="asked_at",
    ),
    Column(
        "scope",
        gettext_lazy("Of"),
        lambda one: named(one.zone) if one.zone else (one.vendor or word(one.scope, "scope")),
        sort="scope",
        note=lambda one: one.reason,
    ),
    Column("by", gettext_lazy("By"), lambda one: one.by_name, sort="by_name"),
    Column("until", gettext_lazy("To be fetched until"), lambda one: one.expires_at, "moment"),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="dossier"
    ),
)


class AskForm(Placed):
    """Which folder, and for whom."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What it is about"),
        choices=list(SCOPES.items()),
        widget=forms.RadioSelect,
    )
    zone = NamedField(label=gettext_lazy("Zone"), queryset=Zone.objects.none(), required=False)
    vendor = VendorField(
        label=gettext_lazy("Vendor"), queryset=Vendor.objects.none(), required=False
    )
    since = DayField(label=gettext_lazy("With what happened since"))
    reason = forms.CharField(
        label=gettext_lazy("For which inspection"),
        help_text=gettext_lazy(
            "It stands in the index, and in the access log of sensitive papers."
        ),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    with_sensitive = forms.BooleanField(
        label=gettext_lazy(
            "With the photos of health certificates; each of them is logged as read"
        ),
        required=False,
    )


@desk
def dossiers_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The folders, the latest first."""
    filters = Filters(request)
    table = Table(
        request,
        COLUMNS,
        dossiers_seen_by(by),
        sort="-asked",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    may = any(rules.allows(by, "dossier.ask", here) for here in markets_worked_at(by))
    template = "market/desk/inspecting/dossiers.html"
    context = {"filters": filters, "may_ask": may}
    return shown(request, table, template, context, name="folders")


@desk_form
def new_dossier(request: HttpRequest, by: Actor) -> HttpResponse:
    """Ask for a folder."""
    initial = {"scope": "market", "since": months_after(clock.today(), -12)}
    form = AskForm(markets_worked_at(by), request.POST or None, initial=initial)
    made = attempt(form, lambda told: dossiers.ask(**told, by=by, at=clock.now()))
    if made is not None:
        words = _("It is being put together. You can leave this page; it goes on.")
        return done(request, words, PAGE, made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/new_dossier.html", {"form": form}, status=status)


@desk
def dossier(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One folder: how far it is, or where to fetch it. The page asks again by itself."""
    one = find(dossiers_seen_by(by), pk)
    context: dict[str, Any] = {
        "dossier": one,
        "under_way": one.state in (DossierState.WAITING, DossierState.BUILDING),
        "can": rules.can(by, "dossier", DOSSIER, one),
        "may_fetch": one.state == DossierState.READY
        and rules.allows(by, "dossier.fetch", one)
        and (not one.with_sensitive or rules.allows(by, "vendor.reveal", one)),
        "fetches": one.fetches.all(),
        "moves": timeline(history_of("dossier", one.pk)),
    }
    return render(request, "market/desk/inspecting/dossier.html", context)


@desk_deed
def fetch(request: HttpRequest, by: Actor, pk: int) -> HttpResponse | FileResponse:
    """Take it away; who did is written down first."""
    one = find(dossiers_seen_by(by), pk)
    return as_folder(one, dossiers.fetch(one, by=by, at=clock.now()))


@desk_deed
def retry(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Try one again."""
    one = find(dossiers_seen_by(by), pk)
    words = _("It waits for its turn again.")
    return pressed(request, lambda: dossiers.retry(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def expire(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Delete one before its time."""
    one = find(dossiers_seen_by(by), pk)
    words = _("Deleted. That it was here, and who fetched it, stays.")
    return pressed(request, lambda: dossiers.expire(one, by=by, at=clock.now()), words, PAGE, pk)
