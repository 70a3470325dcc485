"""The rules about papers on the desk: read with their sources, tried out, then changed."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import requirements
from market.core.actors import Actor
from market.models import PermitType, RequirementRule
from market.pages.desk.door import desk, desk_deed, desk_form, done, find
from market.pages.desk.paperwork.forms import PolicyForm, RuleForm
from market.pages.forms import attempt
from market.queries.affected import Touched, touched_by
from market.queries.paper_policies import policies_on
from market.queries.places import markets_worked_at
from market.queries.requirements import as_rule
from market.templatetags.glances import named

MOST_SHOWN = 300


@desk
def rule_list(request: HttpRequest, by: Actor) -> HttpResponse:
    """The requirement table as it counts today, and what the lack of each paper stops."""
    on = clock.today()
    market = markets_worked_at(by).first()
    policies = policies_on(market.pk, on=on) if market else {}
    rows = list(RequirementRule.objects.select_related("paper"))
    latest: dict[str, RequirementRule] = {}
    for row in sorted(rows, key=lambda each: each.effective_from):
        if row.effective_from <= on:
            latest[row.key] = row
    coming = [row for row in rows if row.effective_from > on]
    kinds = {row.paper_id: row.paper for row in rows}
    context = {
        "rules": sorted(latest.values(), key=lambda row: (row.position, row.key)),
        "coming": coming,
        "names": {kind.code: named(kind) for kind in PermitType.objects.all()},
        "policies": [(kind, policies.get(kind.code)) for kind in kinds.values()],
        "market_of_policies": market,
        "may_revise": requirements.may_revise(by),
        "may_set": market is not None and rules.allows(by, "policy.set", market),
        "policy_form": PolicyForm(initial={"effective_from": on}),
        "on": on,
    }
    return render(request, "market/desk/paperwork/rules.html", context)


@desk_form
def rule(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One row. What is typed is tried out first: whom it touches stands below; then it counts."""
    row = find(RequirementRule.objects.select_related("paper"), pk)
    if request.method == "POST" and "apply" in request.POST:
        form = RuleForm(request.POST)
        if attempt(form, lambda told: _revise(row, form, by)) is not None:
            words = _("Written down. It counts from {day} on.")
            day = form.cleaned_data["effective_from"].isoformat()
            return done(request, words.format(day=day), "desk_rules")
        return _page(request, by, row, form, status=422)
    if request.method == "POST":
        form = RuleForm(request.POST)
        touched = attempt(form, lambda told: _tried(row, form, by))
        return _page(
            request, by, row, form, touched=touched, status=200 if form.is_valid() else 422
        )
    return _page(request, by, row, RuleForm.of(row, effective_from=clock.today()))


@desk_deed
def set_policy(request: HttpRequest, by: Actor, market: int, code: str) -> HttpResponse:
    """Say what the lack of a paper stops at a market."""
    place = find(markets_worked_at(by), market)
    kind = get_object_or_404(PermitType, code=code)
    form = PolicyForm(request.POST)
    act = requirements.set_policy
    if attempt(form, lambda told: act(place, kind, **told, by=by, at=clock.now())) is None:
        return _refused(request, form)
    return done(request, _("Written down."), "desk_rules")


def _page(
    request: HttpRequest,
    by: Actor,
    row: RequirementRule,
    form: RuleForm,
    *,
    touched: list[Touched] | None = None,
    status: int = 200,
) -> HttpResponse:
    older = RequirementRule.objects.filter(key=row.key).order_by("-effective_from")
    context: dict[str, Any] = {
        "rule": row,
        "older": older,
        "form": form,
        "touched": touched[:MOST_SHOWN] if touched is not None else None,
        "touched_count": len(touched or ()),
        "lacking_count": sum(each.lacks for each in touched or ()),
        "may_revise": requirements.may_revise(by),
    }
    return render(request, "market/desk/paperwork/rule.html", context, status=status)


def _tried(row: RequirementRule, form: RuleForm, by: Actor) -> list[Touched]:
    """Whom the row would touch, if it were as typed."""
    day = form.cleaned_data["effective_from"]
    fresh = requirements.revised(row, form.changes(), effective_from=day)
    markets = markets_worked_at(by).values_list("pk", flat=True)
    return touched_by(as_rule(fresh), on=day, markets=markets)


def _revise(row: RequirementRule, form: RuleForm, by: Actor) -> RequirementRule:
    day = form.cleaned_data["effective_from"]
    return requirements.revise(row, form.changes(), effective_from=day, by=by, at=clock.now())


def _refused(request: HttpRequest, form: forms.Form) -> HttpResponse:
    return render(request, "market/desk/paperwork/refused.html", {"form": form}, status=422)
