"""What the lists of money are narrowed to."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from market.core.actors import Actor
from market.models import Account, Charge, FeeItem, Payment
from market.pages.filters import Filters, SearchField
from market.queries.arrears import in_arrears
from market.queries.money import accounts_seen_by
from market.templatetags.desk_words import METHODS
from market.templatetags.glances import named


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ItemField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A fee item, by its name in the reader's language."""

    def label_from_instance(self, obj: FeeItem) -> str:
        return named(obj)


class AccountFilters(Filters):
    """Whose account, and whether anything is open on it."""

    q = SearchField(_("Name or phone"))
    standing = forms.ChoiceField(
        label=_("Standing"),
        choices=[
            ("", _("Every account")),
            ("overdue", _("Something overdue")),
            ("open", _("Something to pay")),
            ("credit", _("With credit")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The accounts, with their sums, that fit."""
        match self.get("standing"):
            case "overdue":
                rows = in_arrears(rows)
            case "open":
                rows = rows.filter(open_sum__gt=0)
            case "credit":
                rows = rows.filter(free_sum__gt=0)
        if words := self.get("q"):
            rows = rows.filter(_of_vendor("vendor", words))
        return rows


class OfAccounts(Filters):
    """A list of what stands on accounts; it may be of one account (?account=)."""

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        field = self.fields["account"]
        field.queryset = accounts_seen_by(by)  # type: ignore[attr-defined]
        field.label_from_instance = lambda account: account.vendor.name  # type: ignore[attr-defined]


class ChargeFilters(OfAccounts):
    """What for, whether it is paid, and by when it was to be."""

    q = SearchField(_("Name or phone"))
    standing = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("Any state")),
            ("open", _("Not paid")),
            ("overdue", _("Overdue")),
            ("settled", _("Paid or credited")),
        ],
    )
    item = ItemField(label=_("For"), queryset=FeeItem.objects.all(), empty_label=_("Anything"))
    due_from = forms.DateField(label=_("Due from"), widget=day_input())
    due_to = forms.DateField(label=_("to"), widget=day_input())
    account = forms.ModelChoiceField(queryset=Account.objects.none(), widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Charge], *, on: date) -> QuerySet[Charge]:
        """The charges that fit."""
        match self.get("standing"):
            case "open":
                rows = rows.filter(open_fen__gt=0)
            case "overdue":
                rows = rows.filter(open_fen__gt=0, due_on__lt=on)
            case "settled":
                rows = rows.filter(open_fen=0)
        plain = {"item": "item", "due_from": "due_on__gte", "due_to": "due_on__lte"}
        rows = rows.filter(**{plain[name]: self.chosen[name] for name in plain if self.get(name)})
        return rows.filter(_of_account(self))


class PaymentFilters(OfAccounts):
    """How it was paid, and when."""

    q = SearchField(_("Name, phone, reference"))
    method = forms.ChoiceField(label=_("Method"), choices=[("", _("Any method")), *METHODS.items()])
    received_from = forms.DateField(label=_("Received from day"), widget=day_input())
    received_to = forms.DateField(label=_("to"), widget=day_input())
    account = forms.ModelChoiceField(queryset=Account.objects.none(), widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Payment]) -> QuerySet[Payment]:
        """The payments that fit."""
        plain = {
            "method": "method",
            "received_from": "received_on__gte",
            "received_to": "received_on__lte",
        }
        rows = rows.filter(**{plain[name]: self.chosen[name] for name in plain if self.get(name)})
        return rows.filter(_of_account(self))


def _of_account(filters: Filters) -> Q:
    """The condition for things of one account, or of a vendor that is searched for."""
    account, words = filters.get("account"), filters.get("q")
    condition = Q(account=account) if account else Q()
    if not words:
        return condition
    return condition & (_of_vendor("account__vendor", words) | Q(key__icontains=words))


def _of_vendor(path: str, words: str) -> Q:
    return (
        Q(**{f"{path}__name__icontains": words})
        | Q(**{f"{path}__contact__icontains": words})
        | Q(**{f"{path}__phone__contains": words})
    )
