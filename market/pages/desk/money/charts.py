"""The chart of accounts on the desk, and what is booked on which of them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market.actions import charts
from market.core.actors import Actor
from market.core.journals import OTHER_INCOME, OTHER_MONEY
from market.models import FeeItem, LedgerAccount, MethodAccount
from market.models.money import PAYMENT_METHODS
from market.pages.desk.door import desk, desk_deed, done
from market.pages.forms import attempt
from market.templatetags.desk_words import METHODS
from market.templatetags.glances import named

PAGE = "desk_chart"


class AccountForm(forms.Form):
    """An account of the chart; one whose code is there already gets the new name."""

    code = forms.CharField(
        label=pgettext_lazy("chart", "Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80, required=False)
    grows_on = forms.ChoiceField(
        label=gettext_lazy("Grows on"),
        choices=[("debit", gettext_lazy("Debit")), ("credit", pgettext_lazy("side", "Credit"))],
    )


class PlacesForm(forms.Form):
    """The account of every fee item and of every way of paying."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [(one.code, f"{one.code} {named(one)}") for one in LedgerAccount.objects.all()]
        lying = dict(MethodAccount.objects.values_list("method", "account__code"))
        for item in FeeItem.objects.all():
            self.fields[f"item-{item.code}"] = forms.ChoiceField(
                label=named(item), choices=choices, initial=item.account_code or OTHER_INCOME
            )
        for method in PAYMENT_METHODS:
            self.fields[f"method-{method}"] = forms.ChoiceField(
                label=METHODS[method], choices=choices, initial=lying.get(method, OTHER_MONEY)
            )

    def items(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("item-")]

    def methods(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("method-")]


@desk
def chart(request: HttpRequest, by: Actor) -> HttpResponse:
    """Every account, what is booked on it, and forms for whoever may change that."""
    return _page(request, by)


@desk_deed
def set_account(request: HttpRequest, by: Actor) -> HttpResponse:
    """Add an account, or rename one."""
    form = AccountForm(request.POST)
    if attempt(form, lambda told: charts.set_account(**told, by=by)):
        return done(request, _("The chart of accounts is changed."), PAGE)
    return _page(request, by, account_form=form)


@desk_deed
def place(request: HttpRequest, by: Actor) -> HttpResponse:
    """Say what is booked where."""
    form = PlacesForm(request.POST)
    if attempt(form, lambda told: _place(told, by)):
        return done(request, _("Open months are told with these accounts now."), PAGE)
    return _page(request, by, places_form=form)


def _place(told: dict[str, str], by: Actor) -> bool:
    charts.place(_after("item-", told), _after("method-", told), by=by)
    return True


def _after(prefix: str, told: dict[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(prefix): code for name, code in told.items() if name.startswith(prefix)
    }


def _page(request: HttpRequest, by: Actor, **given: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "accounts": LedgerAccount.objects.all(),
        "may_edit": charts.may_edit(by),
        "account_form": AccountForm(),
        "places_form": PlacesForm(),
    }
    status = 422 if given else 200
    return render(request, "market/desk/money/chart.html", context | given, status=status)
