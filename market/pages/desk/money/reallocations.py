"""Money that is meant for another bill, on the desk."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import reallocations
from market.core import wording
from market.core.actors import Actor
from market.models import Allocation, Charge, Payment
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import YuanField, attempt
from market.queries.money import charges_seen_by, open_charges, payments_seen_by
from market.templatetags.glances import named
from market.templatetags.market_words import full_day


class Bills(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A charge, by what it is for, its last day and what is still owed."""

    def label_from_instance(self, obj: Charge) -> str:
        return f"{named(obj.item)} · {full_day(obj.due_on)} · {wording.yuan(obj.open_fen)}"


class MoveForm(forms.Form):
    """From which bill to which, how much, and why."""

    off = Bills(label=gettext_lazy("Take it off"), queryset=Charge.objects.none())
    onto = Bills(label=gettext_lazy("Put it on"), queryset=Charge.objects.none())
    amount = YuanField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy("As much as fits, if you leave it empty."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, off: Any, onto: Any, **named_: Any) -> None:
        super().__init__(*given, **named_)
        self.fields["off"].queryset = off  # type: ignore[attr-defined]
        self.fields["onto"].queryset = onto  # type: ignore[attr-defined]


@desk_form
def move(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let a payment pay another bill than it did."""
    payment = find(payments_seen_by(by), pk)
    charges = charges_seen_by(by).filter(account=payment.account_id, reverses__isnull=True)
    paid = Allocation.objects.filter(payment=payment).values("charge")
    form = MoveForm(
        request.POST or None,
        off=charges.filter(pk__in=paid, refund__isnull=True),
        onto=open_charges(charges).filter(refund__isnull=True),
    )
    moved = attempt(form, lambda told: _move(payment, told, by)) if request.POST else None
    if moved:
        words = _("{amount} was put on the other bill.").format(amount=wording.yuan(moved))
        return done(request, words, "desk_account", payment.account_id)
    context = {
        "payment": payment,
        "form": form,
        "may_move": rules.allows(by, "payment.reallocate", payment),
    }
    status = 422 if request.POST else 200
    return render(request, "market/desk/money/reallocate.html", context, status=status)


def _move(payment: Payment, told: dict[str, Any], by: Actor) -> int:
    return reallocations.reallocate(
        payment,
        off=told["off"],
        onto=told["onto"],
        amount_fen=told["amount"],
        reason=told["reason"],
        by=by,
        at=clock.now(),
    )
