"""What paying late costs: the market's rules and the history of its rate, with what the law says."""

from fractions import Fraction
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import late_fees, policies
from leasing.core import arrears_cautions as cautions
from leasing.models import LateFeeRate
from leasing.pages.desk.arrears.forms import PolicyForm, RateForm
from leasing.queries.demands import policy_of
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Invalid, Missing
from market.models import Market
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done
from market.pages.forms import attempt
from market.queries.places import markets_worked_at

PAGE = "leasing:late_policy"


@desk
def policy(request: HttpRequest, by: Actor) -> HttpResponse:
    """The rules, the rates, and cautions where they go beyond what a court upholds."""
    return _page(request, by)


@desk_deed
def settle(request: HttpRequest, by: Actor) -> HttpResponse:
    """Settle the rules."""
    market = _market(by)
    form = PolicyForm(request.POST)
    if attempt(form, lambda told: policies.settle(market, told, by=by, at=clock.now())):
        return done(request, _("Settled."), PAGE)
    return _page(request, by, settling=form)


@desk_deed
def rate(request: HttpRequest, by: Actor) -> HttpResponse:
    """Let a rate hold from a day on."""
    market = _market(by)
    form = RateForm(request.POST)
    if attempt(form, lambda told: _set_rate(market, told, by)):
        return done(request, _("The rate holds from that day on."), PAGE)
    return _page(request, by, rating=form)


def _set_rate(market: Market, told: dict[str, Any], by: Actor) -> LateFeeRate:
    """For the market, or for the one lease that is named."""
    reference = told.pop("lease").strip()
    lease = leases_seen_by(by).filter(market=market, reference=reference).first()
    if reference and lease is None:
        raise Invalid("no_lease", "There is no such lease here.", field="lease")
    return late_fees.set_rate(market, **told, lease=lease, by=by, at=clock.now())


def _market(by: Actor) -> Market:
    market = markets_worked_at(by).first()
    if market is None:
        raise Missing("missing", NOTHING_HERE)
    return market


def _page(request: HttpRequest, by: Actor, **given: forms.BaseForm) -> HttpResponse:
    market = _market(by)
    settled = policy_of(market)
    rates = list(
        LateFeeRate.objects.filter(market=market, lease__isnull=True).order_by("-begins_on")
    )
    context: dict[str, Any] = {
        "market": market,
        "policy": settled,
        "rates": rates,
        "own_rates": LateFeeRate.objects.filter(market=market, lease__isnull=False)
        .select_related("lease__vendor")
        .order_by("-begins_on"),
        "cautions": [
            *cautions.of_cap(Fraction(settled.cap_percent)),
            *(
                found
                for row in rates[:1]
                for found in cautions.of_rate(Fraction(row.percent_per_day))
            ),
        ],
        "settling": PolicyForm(instance=settled),
        "rating": RateForm(initial={"begins_on": clock.today()}),
        "may_settle": rules.allows(by, "latefee.settle", market),
    }
    status = 422 if given else 200
    return render(request, "leasing/desk/arrears/policy.html", context | given, status=status)
