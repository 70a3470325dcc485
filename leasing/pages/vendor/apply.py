"""Applying: what one sells, where, who one is. Without scripts each step is a page of its own.

With scripts the first page does all of it by itself and speaks to the public API alone
(leasing/static/leasing/apply.js); what these pages say of a step is what it shows.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from leasing.actions import newcomers
from leasing.models import Application, Call
from leasing.pages.vendor.forms import SellForm, WhereForm, WhoForm
from leasing.pages.vendor.steps import GUIDE, said, steps
from leasing.pages.vendor.to_let import choices_of, plan_to_let, shown_quote
from leasing.queries.applications import open_of
from leasing.queries.calls import call_or_missing, phase_of
from leasing.queries.following import application_seen_by
from leasing.queries.to_let import ground_to_let
from market import clock
from market.actions import tokens
from market.core.periods import Period, months_after
from market.core.refusals import Missing
from market.models import Market, Pitch
from market.pages.caller import caller, remember
from market.pages.forms import attempt
from market.pages.patience import require_patience

KEPT = ("trade", "goods", "kind", "starts_on", "months", "pitch", "any_pitch", "call")


def apply(request: HttpRequest) -> HttpResponse:
    """The first step. A pitch that was tapped on the plan comes along as ?pitch=, a call as ?call=."""
    market, call = _market(), _call(request)
    wish = _pitch(request.GET)
    trade = wish.goods[0] if wish and wish.goods else ""
    suggested = {"trade": request.GET.get("trade", trade), "goods": request.GET.get("goods", "")}
    form = SellForm(initial=suggested)
    where = WhereForm(initial=_suggested(wish), call=call)
    context = {
        **_frame(call),
        "form": form,
        "where": where,
        "who": WhoForm(late=_late(call)),
        "wish": wish,
        "here": call.market if call else market,
        "mine": open_of(caller(request)),
        "said": said(),
        "guide": GUIDE,
        "steps": steps(0),
        "kept": _kept(request.GET, but=("trade", "goods")),
    }
    return render(request, "leasing/vendor/apply.html", context)


def where(request: HttpRequest) -> HttpResponse:
    """The second step as a page: the plan with what is free, and what the chosen one costs."""
    call = _call(request)
    market = call.market if call else _market()
    sell = SellForm(request.GET)
    if not sell.is_valid():
        context = {**_frame(call), "form": sell, "steps": steps(0), "here": market}
        return render(request, "leasing/vendor/apply.html", context, status=422)
    wish = _pitch(request.GET)
    told = {**_suggested(wish), **request.GET.dict()}
    kind = call.kind if call else str(told.get("kind", "stall"))
    first, months = _term(told)
    found = ground_to_let(market, kind, Period(first, months_after(first, months)), call=call)
    form = WhereForm({**told, "kind": kind}, call=call, free=choices_of(found))
    form.is_valid()
    form.errors.pop("pitch", None)
    address = f"{reverse('leasing:apply_where')}?{_query(request.GET, but=('pitch',))}"
    here = next((each.pitch for each in found if wish and each.pitch.pk == wish.pk), None)
    context = {
        **_frame(call),
        "form": form,
        "kept": _kept(request.GET, but=("kind", "starts_on", "months", "pitch", "any_pitch")),
        **plan_to_let(market, found, address=address, chosen=here),
        "quote": shown_quote(here, starts_on=first, months=months) if here else None,
        "steps": steps(1),
    }
    status = 422 if form.errors else 200
    return render(request, "leasing/vendor/where.html", context, status=status)


def who(request: HttpRequest) -> HttpResponse:
    """The third step as a page: one's name and number, and the application begins."""
    call = _call(request)
    asked = request.POST if request.method == "POST" else request.GET
    form = WhoForm(request.POST or None, late=_late(call))
    if request.method == "POST":
        begun = attempt(form, lambda told: _begin(asked, told, call))
        if begun:
            application, bearer = begun
            remember(request, bearer)
            return redirect("leasing:papers", application.reference)
    context = {**_frame(call), "form": form, "kept": _kept(asked), "steps": steps(2)}
    status = 422 if form.errors else 200
    return render(request, "leasing/vendor/who.html", context, status=status)


@require_POST
def carry_on(request: HttpRequest) -> HttpResponse:
    """Let this browser follow the application that its script began, by the token it was given."""
    require_patience(request, "guess", most=20)
    bearer = request.POST.get("bearer", "")
    token = tokens.find(bearer, at=clock.now())
    if token is None or token.vendor_id is None:
        raise Missing("no_application", "Come in with your mobile number to see your application.")
    remember(request, bearer)
    reference = request.POST.get("reference", "")
    return redirect(
        "leasing:application", application_seen_by(caller(request), reference).reference
    )


def _market() -> Market:
    market = Market.objects.first()
    if market is None:
        raise Missing("no_market", "There is no market here yet.")
    return market


def _frame(call: Call | None) -> dict[str, Any]:
    return {"call": call, "late": _late(call)}


def _late(call: Call | None) -> bool:
    return call is not None and phase_of(call, at=clock.now()) != "running"


def _call(request: HttpRequest) -> Call | None:
    asked = request.POST.get("call") or request.GET.get("call") or ""
    return call_or_missing(asked, caller(request)) if asked else None


def _pitch(asked: QueryDict) -> Pitch | None:
    told = asked.get("pitch") or ""
    if not (told.isdecimal() and len(told) < 16):
        return None
    return Pitch.objects.select_related("zone__market").filter(pk=told).first()


def _suggested(wish: Pitch | None) -> dict[str, Any]:
    begins = clock.today() + timedelta(days=7)
    kind = wish.kind if wish else "stall"
    return {"starts_on": begins, "months": 12, "kind": kind, "pitch": wish.pk if wish else ""}


def _term(told: Mapping[str, Any]) -> tuple[date, int]:
    """The days for which ground is looked for, as far as they can be read."""
    form = WhereForm({**told, "kind": "stall", "pitch": ""})
    form.is_valid()
    first = form.cleaned_data.get("starts_on") or clock.today() + timedelta(days=7)
    return max(first, clock.today()), form.cleaned_data.get("months") or 12


def _kept(asked: QueryDict, *, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What earlier steps were told, for the hidden fields of the next. Nothing personal."""
    return [(name, str(asked[name])) for name in KEPT if asked.get(name) and name not in but]


def _query(asked: QueryDict, *, but: tuple[str, ...]) -> str:
    query = QueryDict(mutable=True)
    query.update(dict(_kept(asked, but=but)))
    return query.urlencode()


def _begin(asked: QueryDict, told: Mapping[str, Any], call: Call | None) -> tuple[Application, str]:
    sell = SellForm(asked)
    sell.is_valid()
    wish = _pitch(asked)
    here = call.market if call else wish.zone.market if wish else _market()
    first, months = _term({**_suggested(wish), **asked.dict()})
    number = told["id_number"]
    return newcomers.apply(
        here,
        call=call,
        late_code=told.get("late_code", ""),
        name=told["name"],
        phone=told["phone"],
        id_kind="citizen" if number else "",
        id_number=number,
        kind=wish.kind if wish else asked.get("kind", "stall"),
        trade=sell.cleaned_data.get("trade", ""),
        goods=sell.goods_list(),
        wish=wish,
        any_pitch=bool(asked.get("any_pitch")),
        starts_on=first,
        months=months,
        message=told["message"],
        language=get_language() or "zh-hans",
        at=clock.now(),
    )
