"""Applying: what one sells, the papers, a last look. Each step is saved as it is sent."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leasing.actions import applications, newcomers
from leasing.models import Application, Call
from leasing.pages.vendor.forms import ApplyForm, PaperForm
from leasing.queries.calls import call_or_missing, phase_of
from leasing.queries.following import application_seen_by, papers_of
from market import clock
from market.core.refusals import Missing
from market.models import Market, Pitch
from market.pages.caller import caller, remember
from market.pages.forms import attempt


def apply(request: HttpRequest) -> HttpResponse:
    """The first step. A pitch that was tapped on the plan comes along as ?pitch=, a call as ?call=."""
    market = Market.objects.first()
    if market is None:
        raise Missing("no_market", "There is no market here yet.")
    wish, call = _wish(request), _call(request)
    late = call is not None and phase_of(call, at=clock.now()) != "running"
    form = ApplyForm(request.POST or None, initial=_suggested(wish), call=call, late=late)
    if request.method == "POST":
        begun = attempt(form, lambda told: _begin(market, form, told, call))
        if begun:
            application, bearer = begun
            remember(request, bearer)
            return redirect("leasing:wishes", application.reference)
    context = {"form": form, "wish": wish, "call": call, "late": late, "steps": steps(0)}
    return render(request, "leasing/vendor/apply.html", context)


def papers(request: HttpRequest, reference: str) -> HttpResponse:
    """The third step: one paper after the other, each kept as soon as it is sent."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and attempt(
        form, lambda told: _hand_in(application, told, request)
    ):
        return redirect("leasing:papers", reference)
    context = {
        "application": application,
        "form": form,
        "papers": papers_of(application),
        "steps": steps(2),
    }
    return render(request, "leasing/vendor/papers.html", context)


def review(request: HttpRequest, reference: str) -> HttpResponse:
    """The last look, and the button that hands it in."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    if request.method == "POST":
        applications.submit(application, by=actor, at=clock.now())
        return redirect("leasing:application", reference)
    context = {
        "application": application,
        "papers": papers_of(application),
        "steps": steps(3),
    }
    return render(request, "leasing/vendor/review.html", context)


def steps(current: int) -> list[dict[str, Any]]:
    """How far one has come."""
    words = (_("What and where"), _("Wishes"), _("Papers"), _("Look it over"))
    return [
        {"label": label, "done": place < current, "current": place == current}
        for place, label in enumerate(words)
    ]


def _wish(request: HttpRequest) -> Pitch | None:
    asked = request.POST.get("wish") or request.GET.get("pitch") or ""
    if not asked.isdecimal():
        return None
    return Pitch.objects.select_related("zone__market").filter(pk=asked).first()


def _call(request: HttpRequest) -> Call | None:
    asked = request.POST.get("call") or request.GET.get("call") or ""
    return call_or_missing(asked, caller(request)) if asked else None


def _suggested(wish: Pitch | None) -> dict[str, Any]:
    begins = clock.today() + timedelta(days=7)
    if wish is None:
        return {"starts_on": begins, "months": 12, "kind": "stall"}
    trade = wish.goods[0] if wish.goods else ""
    return {"starts_on": begins, "months": 12, "kind": wish.kind, "wish": wish.pk, "trade": trade}


def _begin(
    market: Market, form: ApplyForm, told: Mapping[str, Any], call: Call | None
) -> tuple[Application, str]:
    wish = Pitch.objects.filter(pk=told["wish"]).first() if told["wish"] else None
    here = call.market if call else wish.zone.market if wish else market
    return newcomers.apply(
        here,
        call=call,
        late_code=told.get("late_code", ""),
        name=told["name"],
        phone=told["phone"],
        kind=told.get("kind", "stall"),
        trade=told["trade"],
        goods=form.goods_list(),
        wish=wish,
        starts_on=told["starts_on"],
        months=told["months"],
        message=told["message"],
        language=get_language() or "zh-hans",
        at=clock.now(),
    )


def _hand_in(application: Application, told: Mapping[str, Any], request: HttpRequest) -> Any:
    """One paper with its file: all of it, or nothing."""
    return applications.hand_in(
        application,
        told["type"],
        content=told["file"].read(),
        name=told["file"].name,
        number=told["number"],
        expires_on=told["expires_on"],
        consent=told["consent"],
        by=caller(request),
        at=clock.now(),
    )
