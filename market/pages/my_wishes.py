"""How a vendor would be told, on their own phone."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from market import clock
from market.actions import policies
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Vendor
from market.pages.caller import caller
from market.pages.desk.reminding_forms import WishesForm
from market.pages.forms import DayField, attempt
from market.pages.me import vendors_only
from market.pages.my_wechat import offered
from market.queries.vendors import own_vendors


class QuietForm(forms.Form):
    """Until when nothing is to be heard, that day included."""

    until = DayField(label=gettext_lazy("Nothing until"))


@vendors_only
def wishes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """By which way, not when, in which language. Somebody with several vendors says it for all."""
    mine = list(own_vendors(actor).order_by("pk"))
    if not mine:
        raise Missing("missing", "There is nothing here.")
    form = WishesForm(request.POST) if request.method == "POST" else _form(mine[0])

    def write(_told: dict[str, Any]) -> bool:
        for one in mine:
            policies.prefer(one, **form.wishes(), by=actor, at=clock.now())
        return True

    if request.method == "POST" and attempt(form, write):
        return redirect("me_messages")
    context = {
        "form": form,
        "vendor": mine[0],
        "on": clock.today(),
        "wechat": offered(),
        "quiet": QuietForm(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "market/me/wishes.html", context, status=status)


@require_POST
def silence(request: HttpRequest) -> HttpResponse:
    """Hear nothing until a day but what the law wants said; or hear everything again."""
    actor = caller(request)
    mine = own_vendors(actor).order_by("pk")
    if "end" in request.POST:
        _silenced(mine, {"until": None, "reason": ""}, actor)
        return redirect("me_wishes")
    form, why = QuietForm(request.POST), gettext("asked for it")
    attempt(form, lambda told: _silenced(mine, {**told, "reason": why}, actor))
    for faults in form.errors.values():
        messages.error(request, str(faults[0]))
    return redirect("me_wishes")


@transaction.atomic
def _silenced(vendors: Iterable[Vendor], told: dict[str, Any], by: Actor) -> bool:
    for one in vendors:
        policies.silence(one, **told, by=by, at=clock.now())
    return True


def _form(vendor: Vendor) -> WishesForm:
    return WishesForm(
        initial={
            "language": vendor.language,
            "first": vendor.channels[0] if vendor.channels else "",
            "quiet_from": vendor.quiet_from,
            "quiet_until": vendor.quiet_until,
        }
    )
