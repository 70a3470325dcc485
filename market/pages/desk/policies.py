"""When the house speaks: the policy of each occasion, and what it would say in ninety days."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import policies as deeds
from market.core.actors import Actor
from market.core.policies import REMINDERS, Policy, default_of, differences
from market.core.refusals import Invalid, Missing
from market.models import Market, ReminderPolicy
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, desk_form, done
from market.pages.desk.reminding_forms import PolicyForms
from market.pages.forms import said
from market.queries.foretelling import in_words, outlook
from market.queries.obligations import reminded
from market.queries.places import markets_worked_at
from market.queries.policies import as_policy, policy_of

SHOWN = 15
PAGE = "desk_policy"


def market_worked_at(request: HttpRequest, by: Actor) -> Market:
    """The market that the address names, or the first one here."""
    markets = markets_worked_at(by)
    asked = request.GET.get("market", "")
    market = markets.filter(pk=int(asked)).first() if asked.isdecimal() else markets.first()
    if market is None:
        raise Missing("missing", NOTHING_HERE)
    return market


@desk
def policies(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every occasion with its stages, those that this market changed marked."""
    market = market_worked_at(request, by)
    own = {row.occasion: row for row in ReminderPolicy.objects.filter(market=market)}
    asked = reminded()
    groups: dict[str, list[dict[str, Any]]] = {}
    for occasion, reminder in REMINDERS.items():
        groups.setdefault(reminder.group, []).append(
            {
                "occasion": occasion,
                "policy": as_policy(own[occasion]) if occasion in own else reminder.policy,
                "own": own.get(occasion),
                "legal": reminder.legal,
                "asked": occasion in asked,
            }
        )
    context = {"market": market, "markets": markets_worked_at(by), "groups": groups}
    return render(request, "market/desk/reminding/policies.html", context)


@desk_form
def policy(request: HttpRequest, by: Actor, occasion: str) -> HttpResponse:
    """One policy with its outlook. Posted with `look`, the outlook is that of the draft."""
    market = market_worked_at(request, by)
    present = _present(market, occasion)
    forms = PolicyForms(occasion, present, request.POST or None)
    if request.method != "POST":
        return _page(request, by, market, occasion, forms, draft=present)
    try:
        draft = forms.policy()
        if draft is not None and "look" not in request.POST:
            deeds.settle(market, occasion, draft, by=by, at=clock.now())
            return done(request, _("Settled. What is planned is laid out anew."), PAGE, occasion)
    except Invalid as refusal:
        forms.ways.add_error(None, said(refusal))
        draft = None
    return _page(request, by, market, occasion, forms, draft=draft)


@desk_deed
def go_back(request: HttpRequest, by: Actor, occasion: str) -> HttpResponse:
    """Let the house's default hold again."""
    market = market_worked_at(request, by)
    _present(market, occasion)
    deeds.go_back(market, occasion, by=by, at=clock.now())
    return done(request, _("The default holds again."), PAGE, occasion)


def _present(market: Market, occasion: str) -> Policy:
    if occasion not in REMINDERS:
        raise Missing("missing", NOTHING_HERE)
    return policy_of(market, occasion)


def _page(
    request: HttpRequest,
    by: Actor,
    market: Market,
    occasion: str,
    forms: PolicyForms,
    *,
    draft: Policy | None,
) -> HttpResponse:
    on, present = clock.today(), policy_of(market, occasion)
    context: dict[str, Any] = {
        "market": market,
        "occasion": occasion,
        "reminder": REMINDERS[occasion],
        "policy": present,
        "default": default_of(occasion),
        "own": ReminderPolicy.objects.filter(market=market, occasion=occasion).first(),
        "forms": forms,
        "asked": occasion in reminded(),
        "may_edit": rules.allows(by, "policy.edit", market),
    }
    if draft is not None:
        found = outlook(market, occasion, present, draft, on=on)
        page = Paginator(found.sayings, SHOWN).get_page(request.GET.get("page"))
        gone, new = differences(present, draft)
        context |= {
            "outlook": found,
            "counts": found.counts(),
            "page": page,
            "spoken": in_words(market, occasion, page.object_list, on=on) if page else [],
            "gone": gone,
            "new": new,
        }
    status = 422 if draft is None else 200
    return render(request, "market/desk/reminding/policy.html", context, status=status)
