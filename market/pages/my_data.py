"""My data on the phone: what is kept and why, a copy, correcting, and the consents."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from market import clock, rules
from market.actions import erasures, my_data, vendors
from market.attachments import as_copy
from market.core.actors import Actor
from market.models import Vendor
from market.pages.caller import caller
from market.pages.forms import attempt
from market.pages.me import vendors_only
from market.queries.erasures import over_of
from market.queries.my_data import OPEN_CONSENTS, consents_of, kept_of
from market.queries.vendors import own_vendors


class CorrectForm(forms.Form):
    """What one may put right oneself; for the rest one asks."""

    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@vendors_only
def data(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is kept; putting right what is harmless."""
    mine = _own(actor)
    one = mine[0] if len(mine) == 1 and rules.allows(actor, "vendor.edit", mine[0]) else None
    asked = request.method == "POST" and one is not None
    form = _form(one, request.POST if asked else None) if one else None
    if asked and one and form and attempt(form, lambda told: _edited(one, told, actor)):
        messages.success(request, _("Put right."))
        return redirect("me_data")
    context = {
        "kept": kept_of([vendor.pk for vendor in mine]),
        "vendors": mine,
        "may_copy": all(rules.allows(actor, "vendor.copy", vendor) for vendor in mine),
        "consents": [
            (
                permit,
                permit.state in OPEN_CONSENTS and rules.allows(actor, "permit.withdraw", permit),
            )
            for permit in consents_of(actor)
        ],
        "over": over_of([vendor.pk for vendor in mine], on=clock.today()),
        "may_erase": all(rules.allows(actor, "vendor.erase", vendor) for vendor in mine),
        "form": form,
    }
    return render(request, "market/me/data.html", context, status=422 if asked else 200)


@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """A copy of everything, to be saved."""
    actor = caller(request)
    if not actor.vendors:
        return redirect("/enter/?next=/me/data/")
    files = "files" in request.POST
    at = clock.now()
    content = my_data.copy(_own(actor), files=files, by=actor, at=at)
    return as_copy(content, at.date(), zipped=files)


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Have gone today what is over."""
    actor = caller(request)
    if not actor.vendors:
        return redirect("/enter/?next=/me/data/")
    erasures.erase_over(_own(actor), by=actor, at=clock.now())
    messages.success(request, _("Destroyed for good. The list of what was destroyed stays."))
    return redirect("me_data")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back."""
    actor = caller(request)
    found = get_object_or_404(consents_of(actor), pk=pk)
    my_data.withdraw_consent(found, by=actor, at=clock.now())
    messages.success(request, _("Taken back. The photos are destroyed."))
    return redirect("me_data")


def _own(actor: Actor) -> list[Vendor]:
    return list(own_vendors(actor).order_by("pk"))


def _form(one: Vendor, posted: Any) -> CorrectForm:
    return CorrectForm(posted, initial={"contact": one.contact, "email": one.email})


def _edited(one: Vendor, told: dict[str, Any], by: Actor) -> Vendor:
    return vendors.edit(one, told, by=by, at=clock.now())
