"""Offering a pitch: what is free, on which terms, and the plan that follows from them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import offers
from leasing.core.drafted import plan_of
from leasing.core.states import APPLICATION
from leasing.models import Application, Lease
from leasing.pages.desk.bills import drafted
from leasing.pages.desk.offer_forms import OfferForm
from leasing.queries.applications import applications_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Pitch, Zone
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import attempt, said
from market.queries.days import working_calendar

MOST_SHOWN = 240


@desk_form
def offer(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The offer as it is written. "look" shows what would follow; only "send" sends it."""
    application = find(applications_seen_by(by), pk)
    rules.require(by, "application.offer", application)
    APPLICATION.after(application.state, "offer")
    sending = request.POST.get("step") == "send"
    form = OfferForm(application, request.POST or None, at=clock.now(), sending=sending)
    lease = attempt(form, lambda told: _send(application, form, told, by)) if sending else None
    if lease is not None:
        words = _("Offered. {vendor} has until then to answer.").format(vendor=application.vendor)
        return done(request, words, "leasing:desk_application", pk)
    context = {"application": application, "form": form, "sending": sending, **_look(form)}
    # of a page that is being filled in, nothing is replaced that somebody may be typing
    context["swapped"] = "HX-Request" in request.headers
    status = 422 if sending else 200
    return render(request, "leasing/desk/offer.html", context, status=status)


def _send(application: Application, form: OfferForm, told: dict[str, Any], by: Actor) -> Lease:
    return offers.offer(
        application,
        list(told["pitches"]),
        form.terms(told),
        until=told["until"],
        beyond=told.get("beyond", ""),
        by=by,
        at=clock.now(),
    )


def _look(form: OfferForm) -> dict[str, Any]:
    """What would follow: the free pitches zone by zone, and the plan as far as it can be laid out."""
    found: dict[str, Any] = {"grounds": _grounds(form), "more": len(form.free) > MOST_SHOWN}
    if not form.is_bound or not form.is_valid():
        return found
    try:
        bills = plan_of(form.terms(form.cleaned_data), working_calendar())
    except Invalid as refusal:
        return found | {"not_yet": said(refusal)}
    labels = {str(place): item for place, item in enumerate(_items(form.cleaned_data))}
    return found | {"bills": drafted(bills, labels), "end": form.terms(form.cleaned_data).last}


def _items(told: dict[str, Any]) -> list[str]:
    return [fee for fee in ("rent", "management", "sanitation") if told[fee]]


@dataclass
class Ground:
    """A zone with its free pitches; open where something in it is ticked or was asked for."""

    zone: Zone
    pitches: list[Pitch]
    open: bool = False


def _grounds(form: OfferForm) -> list[Ground]:
    """The free pitches by zone: what is ticked and of the kind that was asked for stands first."""
    grounds: dict[int, Ground] = {}
    for pitch in sorted(form.free, key=lambda pitch: not _wanted(form, pitch))[:MOST_SHOWN]:
        ground = grounds.setdefault(pitch.zone_id, Ground(pitch.zone, []))
        ground.pitches.append(pitch)
        ground.open = ground.open or _wanted(form, pitch)
    return list(grounds.values())


def _wanted(form: OfferForm, pitch: Pitch) -> bool:
    return str(pitch.pk) in form.chosen or pitch.kind == form.application.kind
