"""A page on which something is done to a lease: the form, what it would cost, and the press."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from leasing import rules
from leasing.actions import effects
from leasing.core.effects import Effect
from leasing.models import Lease
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.core.sums import sum_of
from market.models import FeeItem
from market.pages.desk.door import done, find
from market.pages.forms import attempt, said
from market.templatetags.glances import named

PAGE = "leasing:desk_lease"
TEMPLATE = "leasing/desk/deed.html"

Act = Callable[[Lease, dict[str, Any], datetime], Any]


@dataclass(frozen=True)
class Deed:
    """What is done, in words, and the act behind it. rule: what one must be allowed to do.

    danger: the button warns. words: what is said when it is done.
    """

    title: Any
    button: Any
    words: Any
    act: Act
    rule: str
    lead: Any = ""
    danger: bool = False


def carry_out(
    request: HttpRequest,
    by: Actor,
    pk: int,
    form: forms.Form,
    deed: Deed,
    **context: Any,
) -> HttpResponse:
    """The page of a deed. "look" and a first visit change nothing; only "do" does it."""
    lease = find(leases_seen_by(by), pk)
    rules.require(by, deed.rule, lease)
    doing = request.POST.get("step") == "do"
    if doing and attempt(form, lambda told: deed.act(lease, told, clock.now())):
        return done(request, deed.words, PAGE, pk)
    shown = {} if doing else _look(by, pk, form, deed)
    page = {"lease": lease, "form": form, "deed": deed, "doing": doing, **shown, **context}
    return render(request, TEMPLATE, page, status=422 if doing else 200)


def _look(by: Actor, pk: int, form: forms.Form, deed: Deed) -> dict[str, Any]:
    """What it would cost, tried out on a lease of its own and taken back."""
    if not form.is_bound or not form.is_valid():
        return {}
    lease, at = find(leases_seen_by(by), pk), clock.now()
    try:
        effect = effects.of(lease, lambda: deed.act(lease, form.cleaned_data, at))
    except (Invalid, Conflict) as refusal:
        return {"not_yet": said(refusal)}
    return {"effect": effect, "lines": _lines(effect)}


def _lines(effect: Effect) -> list[dict[str, Any]]:
    """The charges and credits as parts/effect.html wants them."""
    names: Mapping[str, str] = {item.code: named(item) for item in FeeItem.objects.all()}
    several = len({line.vendor for line in effect.lines}) > 1
    comma = ", " if (get_language() or "").startswith("en") else "，"
    return [
        {
            "label": f"{names[line.item]}{comma}{line.vendor}" if several else names[line.item],
            "period": line.period,
            "due_on": line.due_on,
            "amount_fen": line.amount_fen,
            "why": sum_of(line.working) if line.working else "",
        }
        for line in effect.lines
    ]
