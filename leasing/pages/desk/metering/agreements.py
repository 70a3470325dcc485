"""Prices and shared losses on the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import tariffs as deeds
from leasing.models import LossGroup, Tariff
from leasing.pages.desk.metering.forms import LossForm, TariffForm
from leasing.queries.readings import meters_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk_form, done
from market.pages.forms import attempt
from market.queries.places import markets_worked_at


@desk_form
def tariffs(request: HttpRequest, by: Actor) -> HttpResponse:
    """What the utilities charge, from which day on; the newest first."""
    markets = markets_worked_at(by)
    form = TariffForm(markets, request.POST or None, initial={"from_day": clock.today()})
    if attempt(form, lambda told: _priced(told, by)) is not None:
        words = _(
            "The price is set. Where a month was billed already, the next bill carries the "
            "difference."
        )
        return done(request, words, "leasing:tariffs")
    context = {
        "rows": Tariff.objects.filter(market__in=markets).select_related("market", "set_by"),
        "form": form,
        "may_edit": any(rules.allows(by, "meter.edit", market) for market in markets),
    }
    status = 422 if form.is_bound else 200
    return render(request, "leasing/desk/meters/tariffs.html", context, status=status)


@desk_form
def losses(request: HttpRequest, by: Actor) -> HttpResponse:
    """Who shares which loss, and by what."""
    meters = meters_seen_by(by).filter(removed_on=None)
    form = LossForm(meters, request.POST or None)
    if attempt(form, lambda told: _agreed(form, told, by)) is not None:
        return done(request, _("Agreed. It holds from the next billing on."), "leasing:losses")
    groups = LossGroup.objects.filter(market__in=markets_worked_at(by))
    context = {
        "groups": groups.select_related("main").prefetch_related("members__meter__pitch"),
        "form": form,
        "may_edit": any(rules.allows(by, "meter.edit", one) for one in markets_worked_at(by)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "leasing/desk/meters/losses.html", context, status=status)


def _priced(told: dict[str, Any], by: Actor) -> Tariff:
    return deeds.set_price(
        told["market"],
        told["utility"],
        price=told["price"],
        from_day=told["from_day"],
        source=told["source"],
        by=by,
        at=clock.now(),
    )


def _agreed(form: LossForm, told: dict[str, Any], by: Actor) -> LossGroup:
    return deeds.agree(
        told["main"], form.agreed(), name=told["name"], weights=told["weights"], by=by
    )
