"""Reviews on the desk, and the rubric they are written by."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import criteria, reviews
from leasing.models import Criterion, Review
from leasing.pages.desk.applications import PAGE, page_of
from leasing.pages.desk.decision_forms import ReviewForm
from leasing.queries.applications import applications_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Market
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find
from market.pages.forms import attempt
from market.queries.places import markets_worked_at


class CriterionForm(forms.Form):
    """One line of the rubric."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("In English"), max_length=60, required=False)
    weight = forms.IntegerField(
        label=gettext_lazy("How much it counts"), min_value=1, max_value=100, initial=1
    )


@desk_deed
def review(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Write one's own review, or change it."""
    one = find(applications_seen_by(by), pk)
    form = ReviewForm(reviews.criteria_of(one.market_id), request.POST, points={})

    def act(told: dict[str, Any]) -> Review:
        marks = form.points(told)
        return reviews.review(one, marks, note=told["note"], by=by, at=clock.now())

    if attempt(form, act):
        return done(request, _("Your review is kept."), PAGE, pk)
    return page_of(request, by, one, rubric=form)


@desk
def rubric(request: HttpRequest, by: Actor) -> HttpResponse:
    """The lines by which applications are marked."""
    return _page(request, by, CriterionForm())


@desk_deed
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    """Add a line."""
    form = CriterionForm(request.POST)
    market = _market(by)
    if attempt(form, lambda told: criteria.add(market, by=by, **told)):
        return done(request, _("Added."), "leasing:criteria")
    return _page(request, by, form)


@desk_deed
def usual(request: HttpRequest, by: Actor) -> HttpResponse:
    """Begin with the usual four."""
    criteria.usual(_market(by), by=by)
    return done(request, _("Added."), "leasing:criteria")


@desk_deed
def change(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change a line, or take it off."""
    row = find(_criteria(by), pk)
    if "retire" in request.POST:
        criteria.retire(row, by=by, at=clock.now())
        return done(request, _("Taken off the rubric."), "leasing:criteria")
    form = CriterionForm(request.POST, auto_id=f"line{pk}_%s")
    if attempt(form, lambda told: criteria.change(row, by=by, **told)):
        return done(request, _("Kept."), "leasing:criteria")
    return _page(request, by, CriterionForm(), wrong={pk: form})


def _page(
    request: HttpRequest,
    by: Actor,
    form: CriterionForm,
    wrong: dict[int, CriterionForm] | None = None,
) -> HttpResponse:
    market = _market(by)
    may = rules.allows(by, "criterion.edit", market)
    lines = [
        (row, (wrong or {}).get(row.pk) or _filled(row) if may else None) for row in _criteria(by)
    ]
    context = {"lines": lines, "form": form if may else None}
    status = 422 if form.is_bound or wrong else 200
    return render(request, "leasing/desk/criteria.html", context, status=status)


def _filled(row: Criterion) -> CriterionForm:
    said = {"name": row.name, "name_en": row.name_en, "weight": row.weight}
    return CriterionForm(initial=said, auto_id=f"line{row.pk}_%s")


def _criteria(by: Actor) -> Any:
    """The lines of the market at which one works."""
    return Criterion.objects.filter(market=_market(by), retired_at__isnull=True)


def _market(by: Actor) -> Market:
    market = markets_worked_at(by).order_by("code").first()
    if market is None:
        raise Missing("missing", NOTHING_HERE)
    return market
