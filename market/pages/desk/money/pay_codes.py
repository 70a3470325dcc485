"""The market's own codes to pay by, on the desk: hung out and taken down."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import pay_codes as deeds
from market.core.actors import Actor
from market.models import Market, PayCode
from market.models.pay_codes import PAY_CODE_METHODS
from market.pages.desk.door import desk_deed, desk_form, done, find, pressed
from market.pages.forms import attempt
from market.queries.pay_codes import pay_codes
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import METHODS

PAGE = "desk_pay_codes"


class PayCodeForm(forms.Form):
    """Which way of paying, whose name appears, and the picture."""

    market = forms.ModelChoiceField(
        label=gettext_lazy("Market"), queryset=Market.objects.none(), empty_label=None
    )
    method = forms.ChoiceField(
        label=gettext_lazy("Method"), choices=[(code, METHODS[code]) for code in PAY_CODE_METHODS]
    )
    payee = forms.CharField(
        label=gettext_lazy("Payee"),
        max_length=60,
        help_text=gettext_lazy(
            "The name that the payer's phone shows; a false code is noticed by it."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("A picture of the code"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, by: Actor, *given: Any) -> None:
        super().__init__(*given)
        field = self.fields["market"]
        field.queryset = markets_worked_at(by)  # type: ignore[attr-defined]
        field.initial = markets_worked_at(by).first()


@desk_form
def codes(request: HttpRequest, by: Actor) -> HttpResponse:
    """What is hung out now, and a form for another."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PayCodeForm(by, *sent)
    if attempt(form, lambda told: _hung_out(told, by)):
        return done(request, _("The code is hung out: whoever has a bill sees it."), PAGE)
    shown = pay_codes(markets_worked_at(by).values_list("pk", flat=True))
    context = {
        "codes": shown,
        "form": form,
        "may": rules.BOOK.allows_somewhere(by, "paycode.hang_out"),
    }
    status = 422 if form.errors else 200
    return render(request, "market/desk/money/pay_codes.html", context, status=status)


@desk_deed
def take_down(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a code down."""
    seen = PayCode.objects.filter(market__in=markets_worked_at(by)).select_related("market")
    code = find(seen, pk)
    act = deeds.take_down
    return pressed(
        request, lambda: act(code, by=by, at=clock.now()), _("The code is taken down."), PAGE
    )


def _hung_out(told: dict[str, Any], by: Actor) -> PayCode:
    return deeds.hang_out(
        told["market"],
        told["method"],
        payee=told["payee"],
        content=told["file"].read(),
        name=told["file"].name,
        by=by,
        at=clock.now(),
    )
