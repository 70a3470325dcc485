"""Crediting a bill on the desk: whole, one row of it, or an amount."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import credit_notes
from market.core import wording
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Charge
from market.pages.desk.door import NOTHING_HERE, desk_form
from market.pages.desk.money.accounts import seen_account
from market.pages.desk.money.lines import charge_line
from market.pages.forms import YuanField, attempt
from market.queries.arrears import with_credits
from market.queries.money import charges_seen_by
from market.templatetags.glances import named


class CreditForm(forms.Form):
    """Which row, how much, and why. once: a key of this very form."""

    row = forms.ModelChoiceField(
        label=gettext_lazy("Which row"),
        queryset=Charge.objects.none(),
        required=False,
        empty_label=gettext_lazy("The whole bill"),
    )
    amount = YuanField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy("All that is left, if you leave it empty."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *given: Any, rows: Any, **named_: Any) -> None:
        super().__init__(*given, **named_)
        self.fields["row"].queryset = rows  # type: ignore[attr-defined]
        self.fields["row"].label_from_instance = _row  # type: ignore[attr-defined]


@desk_form
def credit(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take back what was charged on one day's bill (?due=2026-03-10)."""
    account = seen_account(by, pk)
    due_on = _day(request.GET.get("due", ""))
    rows = with_credits(
        charges_seen_by(by).filter(account=account, due_on=due_on, refund__isnull=True)
    ).prefetch_related("reversals")
    if not rows:
        raise Missing("missing", NOTHING_HERE)
    form = CreditForm(request.POST or None, rows=rows)
    notes = attempt(form, lambda told: _credit(list(rows), told, by)) if request.POST else None
    if notes:
        fen = -sum(note.amount_fen for note in notes)
        words = _("{amount} is credited. What had been paid of it is credit now.")
        messages.success(request, words.format(amount=wording.yuan(fen)))
        return redirect("desk_account", pk)
    context = {
        "account": account,
        "due_on": due_on,
        "lines": [charge_line(row, clock.today()) for row in rows],
        "form": form,
        "may_credit": rules.allows(by, "charge.reverse", account),
    }
    status = 422 if request.POST else 200
    return render(request, "market/desk/money/credit.html", context, status=status)


def _credit(rows: list[Charge], told: dict[str, Any], by: Actor) -> list[Charge]:
    return credit_notes.credit(
        [told["row"]] if told["row"] else rows,
        key=f"credit/{told['once']}",
        amount_fen=told["amount"],
        reason=told["reason"],
        by=by,
        at=clock.now(),
    )


def _row(charge: Charge) -> str:
    left_fen = charge.amount_fen - charge.credited_fen  # type: ignore[attr-defined]
    return f"{named(charge.item)} · {wording.yuan(left_fen)}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Missing("missing", NOTHING_HERE) from fault
