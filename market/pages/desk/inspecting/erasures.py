"""Erasure on the desk: what will be gone when, what is gone, and for how long what is kept."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import erasures
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.models import Retention
from market.pages.desk.door import desk, desk_deed, done
from market.pages.filters import Filters
from market.pages.forms import attempt
from market.pages.tables import PER_PAGE, spreadsheet
from market.queries.erasures import due_by, erasures_seen_by, seen_of
from market.queries.vendors import vendors_seen_by

LATEST = 20


class ErasureFilters(Filters):
    within = forms.ChoiceField(
        label=gettext_lazy("Within"),
        choices=[
            ("30", gettext_lazy("30 days")),
            ("90", gettext_lazy("90 days")),
            ("365", gettext_lazy("a year")),
        ],
    )


class KeepForm(forms.Form):
    """For how long, and where that is written."""

    keep_days = forms.IntegerField(
        label=gettext_lazy("Days afterwards"), min_value=0, max_value=3660
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is written"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@desk
def erasures_page(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What will be erased, the first due first; and what has been, the latest first."""
    rules.require_somewhere(by, "erasure.read")
    filters = ErasureFilters(request)
    on = clock.today()
    days = int(filters.get("within", "90"))
    due = seen_of(due_by(on + days * ONE_DAY, on=on), by, vendors_seen_by(by))
    if request.GET.get("export") == "csv":
        heads = (_("Vendor"), _("What"), _("Purpose over"), _("Erased on"), _("Why"))
        rows = (
            [each.vendor_name, each.what, each.ended_on, each.due_on, _(each.why)] for each in due
        )
        return spreadsheet("erasures", heads, rows)
    context: dict[str, Any] = {
        "filters": filters,
        "page": Paginator(due, PER_PAGE).get_page(request.GET.get("page")),
        "count": len(due),
        "today": on,
        "gone": erasures_seen_by(by)[:LATEST],
        "kept": Retention.objects.all(),
        "may_edit": rules.allows_somewhere(by, "retention.edit"),
        "form": KeepForm(auto_id=False),
    }
    return render(request, "market/desk/inspecting/erasures.html", context)


@desk_deed
def keep(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change for how long something is kept."""
    one = get_object_or_404(Retention, pk=pk)
    form = KeepForm(request.POST)
    if attempt(form, lambda told: erasures.edit(one, told, by=by, at=clock.now())):
        return done(
            request, _("From now on {days} days.").format(days=one.keep_days), "desk_erasures"
        )
    context = {
        "form": form,
        "title": one.purpose,
        "back": "..",
        "back_words": _("Back"),
        "button": _("Keep it so long"),
    }
    return render(request, "market/desk/inspecting/form.html", context, status=422)
