"""Quick tests on the desk: the list, a new one, and what became of what failed."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import quick_tests
from market.core.actors import Actor
from market.core.inspecting.measures import Verdict
from market.pages.desk.door import desk, desk_form, done, find
from market.pages.desk.inspecting.forms import DisposalForm, QuickTestForm
from market.pages.filters import Filters, SearchField
from market.pages.forms import attempt
from market.pages.tables import Column, Table, shown
from market.queries.measuring import quick_tests_seen_by, undisposed
from market.queries.places import markets_worked_at

PAGE = "desk_quick_test"
COLUMNS = (
    Column("day", gettext_lazy("Day"), lambda one: one.day, "day", sort="day"),
    Column(
        "sample",
        gettext_lazy("Sample"),
        lambda one: one.sample,
        sort="sample",
        note=lambda one: one.origin,
    ),
    Column(
        "vendor",
        gettext_lazy("Vendor"),
        lambda one: one.vendor.name,
        sort="vendor__name_key",
        note=lambda one: one.pitch and one.pitch.code,
    ),
    Column(
        "inhibition",
        gettext_lazy("Inhibition, %"),
        lambda one: one.inhibition,
        "figure",
        sort="inhibition",
    ),
    Column(
        "verdict",
        gettext_lazy("Verdict"),
        lambda one: one.verdict,
        "state",
        sort="verdict",
        noun="quicktest",
        note=lambda one: one.disposal,
    ),
)


class TestFilters(Filters):
    q = SearchField(gettext_lazy("Sample or vendor"))
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("All of them")),
            ("undisposed", gettext_lazy("Failed, nothing said yet")),
            ("failed", gettext_lazy("Failed")),
        ],
    )

    def narrow(self, rows: Any) -> Any:
        show = self.get("show", "")
        if show == "undisposed":
            rows = undisposed(rows)
        elif show == "failed":
            rows = rows.filter(verdict=Verdict.FAILED)
        if words := self.get("q"):
            rows = rows.filter(sample__icontains=words) | rows.filter(vendor__name__icontains=words)
        return rows


@desk
def tests_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The tests, the latest first; customers see the same on the board."""
    filters = TestFilters(request)
    table = Table(
        request,
        COLUMNS,
        filters.narrow(quick_tests_seen_by(by)),
        sort="-day",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    may = any(rules.allows(by, "quicktest.record", here) for here in markets_worked_at(by))
    template = "market/desk/inspecting/quick_tests.html"
    context = {"filters": filters, "may_record": may}
    return shown(request, table, template, context, name="quick-tests")


@desk_form
def new_test(request: HttpRequest, by: Actor) -> HttpResponse:
    """Write a test down. The key came with the form, so that pressing twice is once."""
    form = QuickTestForm(
        markets_worked_at(by), request.POST or None, initial={"day": clock.today()}
    )
    key = _key(request)
    made = attempt(form, lambda told: quick_tests.record(key=key, **told, by=by, at=clock.now()))
    if made is not None:
        failed = made.verdict == Verdict.FAILED
        words = _("Positive. Take the goods from sale, and say here what became of them.")
        return done(request, words if failed else _("Written down."), PAGE, made.pk)
    context = {
        "form": form,
        "key": key,
        "title": _("Write a quick test down"),
        "back": reverse("desk_quick_tests"),
        "back_words": _("All tests"),
        "button": _("Write it down"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/form.html", context, status=status)


@desk_form
def test(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One test, and what became of goods that failed."""
    one = find(quick_tests_seen_by(by), pk)
    form = DisposalForm(request.POST or None)
    if attempt(form, lambda told: quick_tests.dispose(one, **told, by=by, at=clock.now())):
        return done(request, _("Written down."), PAGE, pk)
    open_ = one.verdict == Verdict.FAILED and one.disposed_at is None
    context = {
        "test": one,
        "form": form if open_ and rules.allows(by, "quicktest.dispose", one) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "market/desk/inspecting/quick_test.html", context, status=status)


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
