"""Papers on the desk: what is to be checked, what runs out, and the check itself."""

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import permits
from market.core import conditions
from market.core.actors import Actor
from market.core.states import PERMIT
from market.core.validity import proposed_expiry
from market.models import Permit
from market.pages.desk.door import desk, desk_deed, done, find
from market.pages.desk.history import timeline
from market.pages.desk.paper_forms import (
    AcceptForm,
    FaultsForm,
    PaperFilters,
    PaperReasonForm,
    RenewalForm,
    conditions_of,
)
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.history import history_of
from market.queries.paper_doubts import doubts_about
from market.queries.permits import permits_seen_by, renewal_window
from market.templatetags.glances import named

PAGE = "desk_permit"
TILES = {
    "submitted": (gettext_lazy("To be checked"), "soon"),
    "lapsed": (gettext_lazy("Run out"), "trouble"),
    "expiring": (gettext_lazy("Run out within 30 days"), "soon"),
    "returned": (gettext_lazy("Sent back"), "trouble"),
    "valid": (gettext_lazy("In force"), "let"),
}


@desk
def papers(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The papers to check, the longest waiting first; or those in another condition."""
    filters = PaperFilters(request)
    table = _table(request, filters, by)
    context = {"filters": filters, "tiles": _tiles(by)}
    return shown(request, table, "market/desk/papers.html", context, name="papers")


@desk
def permit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One paper with its photos, beside the queue it was taken from."""
    return _page(request, by, find(permits_seen_by(by), pk))


@desk_deed
def accept(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it as checked, with the number and the days as printed."""
    one = find(permits_seen_by(by), pk)
    form = AcceptForm(request.POST)
    if attempt(form, lambda told: permits.accept(one, **told, by=by, at=clock.now())):
        return _on_to_the_next(request, by, one, _("{paper} of {vendor} is checked."))
    return _page(request, by, one, accepting=form)


@desk_deed
def return_(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Give it back with everything that is to be put right."""
    one = find(permits_seen_by(by), pk)
    form = FaultsForm(request.POST)
    if attempt(form, lambda told: permits.return_(one, **told, by=by, at=clock.now())):
        words = _("{paper} of {vendor} is sent back; the vendor is told what is wrong.")
        return _on_to_the_next(request, by, one, words)
    return _page(request, by, one, returning=form)


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Refuse it for good."""
    one = find(permits_seen_by(by), pk)
    form = PaperReasonForm(request.POST)
    if attempt(form, lambda told: permits.refuse(one, **told, by=by, at=clock.now())):
        words = _("{paper} of {vendor} is refused; the vendor is told why.")
        return _on_to_the_next(request, by, one, words)
    return _page(request, by, one, refusing=form)


@desk_deed
def apply_for_renewal(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Its renewal is with the authority."""
    one = find(permits_seen_by(by), pk)
    form = RenewalForm(request.POST)
    act = permits.apply_for_renewal
    if attempt(form, lambda told: act(one, **told, by=by, at=clock.now())):
        words = _("Noted. Applied for in time, it counts until the authority has decided.")
        return done(request, words, PAGE, pk)
    return _page(request, by, one, applying=form)


@desk_deed
def revoke(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a checked one out of force."""
    one = find(permits_seen_by(by), pk)
    form = PaperReasonForm(request.POST)
    if attempt(form, lambda told: permits.revoke(one, **told, by=by, at=clock.now())):
        words = _("Revoked. It does not count from now on, and the vendor is told.")
        return done(request, words, PAGE, pk)
    return _page(request, by, one, revoking=form)


def _page(request: HttpRequest, by: Actor, one: Permit, **given: forms.Form) -> HttpResponse:
    """The paper's page; a form that was not accepted comes open, as it was typed."""
    table = _table(request, PaperFilters(request), by)
    context: dict[str, Any] = {
        "permit": one,
        "condition": conditions.of_permit(one.state, one.expires_on, on=clock.today()),
        "proposed": proposed_expiry(one.issued_on, one.type.valid_months),
        "can": rules.can(by, "permit", PERMIT, one),
        "moves": timeline(history_of("permit", one.pk)),
        "accepting": AcceptForm.of(one),
        "returning": FaultsForm(),
        "refusing": PaperReasonForm(),
        "revoking": PaperReasonForm(),
        "applying": RenewalForm(initial={"applied_on": clock.today()}),
        "doubts": doubts_about(one, on=clock.today()),
        "window": renewal_window(one),
        "renewed_by": one.renewed_by.order_by("pk").first(),
        "table": table,
        "near": table.near(one.pk),
    }
    status = 422 if given else 200
    return render(request, "market/desk/permit.html", context | given, status=status)


def _on_to_the_next(request: HttpRequest, by: Actor, one: Permit, words: str) -> HttpResponse:
    """The next paper of the queue, if it was taken from there; the queue when that was the last."""
    said = words.format(paper=named(one.type), vendor=one.vendor.name)
    filters = PaperFilters(request)
    if not filters.of_the_queue:
        return done(request, said, PAGE, one.pk)
    following = _table(request, filters, by).things.exclude(pk=one.pk).first()
    if following is None:
        return done(request, said, "desk_papers")
    return done(request, said, PAGE, following.pk)


def _table(request: HttpRequest, filters: PaperFilters, by: Actor) -> Table:
    on = clock.today()
    query = request.GET.urlencode()

    def address(one: Permit) -> str:
        return f"{reverse(PAGE, args=[one.pk])}{'?' if query else ''}{query}"

    columns = (
        Column(
            "vendor",
            gettext_lazy("Vendor"),
            lambda one: one.vendor.name,
            sort="vendor__name_key",
            note=lambda one: one.worker and one.worker.name,
        ),
        Column(
            "paper",
            gettext_lazy("Paper"),
            lambda one: named(one.type),
            sort="type__code",
            note=lambda one: one.number,
        ),
        Column(
            "handed",
            gettext_lazy("Handed in"),
            lambda one: one.submitted_at,
            "moment",
            sort="submitted_at",
        ),
        Column(
            "until",
            gettext_lazy("Valid until"),
            lambda one: one.expires_on,
            "day",
            sort="expires_on",
        ),
        Column(
            "state",
            gettext_lazy("State"),
            lambda one: conditions.of_permit(one.state, one.expires_on, on=on),
            "state",
            noun="permit",
        ),
    )
    rows = filters.narrow(permits_seen_by(by), on=on)
    sort = "handed" if filters.of_the_queue else "until"
    return Table(request, columns, rows, sort=sort, url_of=address)


def _tiles(by: Actor) -> list[dict[str, Any]]:
    """How many papers are in each condition, those that want something first. One query."""
    wanted = conditions_of(clock.today())
    counts = (
        permits_seen_by(by)
        .order_by()
        .aggregate(**{name: Count("pk", filter=wanted[name]) for name in TILES})
    )
    return [
        {
            "label": words,
            "value": counts[name],
            "url": f"?condition={name}",
            "tone": tone if counts[name] else "",
        }
        for name, (words, tone) in TILES.items()
    ]
