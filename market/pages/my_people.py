"""Who acts for one's stall, and for which of one's stalls one looks at the pages now."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from market import clock, rules
from market.actions import members
from market.actions.people import actor_of
from market.core.actors import HELPER, OWNER, Actor
from market.models import Invitation, Vendor
from market.pages.caller import caller, choose, chosen
from market.pages.forms import attempt, choose_among
from market.pages.me import vendors_only
from market.queries.vendors import members_seen_by, open_invitations, own_vendors


class InviteForm(forms.Form):
    """Who, by phone, and as what."""

    vendor = forms.ModelChoiceField(
        label=gettext_lazy("For which stall?"), queryset=Vendor.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Mobile number"),
        max_length=30,
        widget=forms.TelInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What may they do?"),
        choices=[
            (HELPER, gettext_lazy("Help: read, and hand in papers")),
            (OWNER, gettext_lazy("Everything, as I do: sign, accept, change")),
        ],
        initial=HELPER,
        widget=forms.RadioSelect,
    )

    def __init__(self, vendors: Any, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choose_among(self, "vendor", vendors)


@vendors_only
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who acts for one's stalls, whoever is invited, and the form to invite."""
    mine = own_vendors(actor).order_by("name_key", "pk")
    own = mine.exclude(pk__in=actor.helps)
    asked = request.method == "POST"
    form = InviteForm(own, request.POST if asked else None)
    if asked and attempt(form, lambda told: _invited(told, actor)) is not None:
        messages.success(
            request, _("Invited. We send them a message; they have a week to come in.")
        )
        return redirect("me_people")
    every = actor_of(request.user).vendors
    waiting = open_invitations(clock.now()).filter(vendor__in=own)
    context = {
        "vendors": [(each, rules.allows(actor, "member.remove", each)) for each in mine],
        "people": members_seen_by(actor).filter(vendor__in=mine),
        "invitations": waiting.select_related("vendor"),
        "form": form if own else None,
        "choices": Vendor.objects.filter(pk__in=every).order_by("name_key", "pk"),
        "chosen": chosen(request),
        "me": actor.user,
        "entrance": settings.PUBLIC_URL + reverse("enter"),
    }
    return render(request, "market/me/people.html", context, status=422 if asked else 200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Look at one of one's stalls only, or at all of them."""
    asked = request.POST.get("vendor", "")
    every = actor_of(request.user).vendors
    one = int(asked) if asked.isdecimal() and int(asked) in every else None
    choose(request, one)
    return redirect("me")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody acts for the stall no more."""
    actor = caller(request)
    found = get_object_or_404(members_seen_by(actor).filter(vendor__in=actor.vendors), pk=pk)
    members.remove(found, by=actor, at=clock.now())
    messages.success(request, _("Removed, from this moment on."))
    return redirect("me_people")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    actor = caller(request)
    found = get_object_or_404(Invitation.objects.filter(vendor__in=actor.vendors), pk=pk)
    members.withdraw(found, by=actor, at=clock.now())
    messages.success(request, _("Taken back."))
    return redirect("me_people")


def _invited(told: dict[str, Any], by: Actor) -> Invitation:
    vendor = told.pop("vendor")
    return members.invite(vendor, **told, by=by, at=clock.now())
