"""How a vendor would be told, on their own phone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from market import clock
from market.actions import policies
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Vendor
from market.pages.desk.reminding_forms import WishesForm
from market.pages.forms import attempt
from market.pages.me import vendors_only
from market.pages.my_wechat import offered


@vendors_only
def wishes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """By which way, not when, in which language. Somebody with several vendors says it for all."""
    mine = list(Vendor.objects.filter(pk__in=actor.vendors).order_by("pk"))
    if not mine:
        raise Missing("missing", "There is nothing here.")
    form = WishesForm(request.POST) if request.method == "POST" else _form(mine[0])

    def write(_told: dict[str, Any]) -> bool:
        for one in mine:
            policies.prefer(one, **form.wishes(), by=actor, at=clock.now())
        return True

    if request.method == "POST" and attempt(form, write):
        return redirect("me_messages")
    context = {"form": form, "vendor": mine[0], "on": clock.today(), "wechat": offered()}
    status = 422 if request.method == "POST" else 200
    return render(request, "market/me/wishes.html", context, status=status)


def _form(vendor: Vendor) -> WishesForm:
    return WishesForm(
        initial={
            "language": vendor.language,
            "first": vendor.channels[0] if vendor.channels else "",
            "quiet_from": vendor.quiet_from,
            "quiet_until": vendor.quiet_until,
        }
    )
