""" "I have paid": a screenshot and a number for the cashier, from one's own bills."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from market import clock, rules
from market.actions import paid_notes, uploads
from market.core.actors import Actor
from market.core.money import yuan
from market.core.states import PAID_NOTE
from market.models import Account, PaidNote
from market.models.paid_notes import TOLD_METHODS
from market.pages.caller import caller
from market.pages.forms import AccountField, DayField, YuanField, attempt, choose_among
from market.pages.me import vendors_only
from market.queries.money import accounts_seen_by, balances
from market.queries.paid_notes import paid_notes_seen_by
from market.templatetags.desk_words import METHODS

SHOWN = 20


class PaidForm(forms.Form):
    """What was paid. once: sending it twice tells it once."""

    account = AccountField(
        label=gettext_lazy("For which stall?"), queryset=Account.objects.none(), empty_label=None
    )
    amount = YuanField(label=gettext_lazy("How much?"))
    method = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=[(method, METHODS[method]) for method in TOLD_METHODS],
        widget=forms.RadioSelect,
    )
    paid_on = DayField(label=gettext_lazy("On which day?"))
    reference = forms.CharField(
        label=gettext_lazy("Number of the payment"),
        help_text=gettext_lazy("It stands in the payment's details in WeChat or Alipay."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "latin"}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Screenshot"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, accounts: Any, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choose_among(self, "account", accounts)


@vendors_only
def tell(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, and what was told before with what became of it."""
    accounts = accounts_seen_by(actor).filter(vendor__in=actor.vendors)
    asked = request.method == "POST"
    form = (
        PaidForm(accounts, request.POST, request.FILES)
        if asked
        else PaidForm(accounts, initial=_usual(accounts))
    )
    if asked and attempt(form, lambda told: _told(told, actor)) is not None:
        messages.success(request, _("Thank you. The cashier compares it and you get word."))
        return redirect("me_paid")
    notes = paid_notes_seen_by(actor).filter(account__vendor__in=actor.vendors)
    context = {
        "form": form,
        "notes": [
            (note, "withdraw" in rules.can(actor, "paidnote", PAID_NOTE, note))
            for note in notes.order_by("-told_at", "-pk")[:SHOWN]
        ],
    }
    return render(request, "market/me/paid.html", context, status=422 if asked else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a mistake."""
    actor = caller(request)
    mine = paid_notes_seen_by(actor).filter(account__vendor__in=actor.vendors)
    paid_notes.withdraw(get_object_or_404(mine, pk=pk), by=actor, at=clock.now())
    messages.success(request, _("Taken back."))
    return redirect("me_paid")


def _usual(accounts: Any) -> dict[str, Any]:
    on = clock.today()
    open_fen = sum(balance.open_fen for balance in balances(accounts, on=on)[:1])
    return {
        "amount": yuan(open_fen) if open_fen else "",
        "method": TOLD_METHODS[0],
        "paid_on": on,
        "once": uuid.uuid4(),
    }


def _told(told: dict[str, Any], by: Actor) -> PaidNote:
    return paid_notes.tell(
        told["account"],
        key=told["once"],
        amount_fen=told["amount"],
        method=told["method"],
        paid_on=told["paid_on"],
        reference=told["reference"],
        photo=uploads.photo_of(told["photo"]),
        by=by,
        at=clock.now(),
    )
