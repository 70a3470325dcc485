"""What a cashier types and ticks at the till."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.collecting import Part
from market.core.money import yuan
from market.core.payment_keys import payment_key
from market.models import Account, Charge
from market.pages.forms import DayField, YuanField
from market.templatetags.desk_words import METHODS

RECEIPTS = {
    "apart": _("One receipt for each vendor"),
    "joint": _("One receipt for all of it"),
    "": _("No receipt now"),
}


class Vendors(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An account, by the name of its vendor."""

    def label_from_instance(self, obj: Account) -> str:
        return obj.vendor.name


class TillForm(forms.Form):
    """One sum that somebody pays, for the accounts that were chosen.

    bills: what was ticked. seen: a mark of the plan that was shown before. once: a key of this
    very form, so that sending it twice books it once.
    """

    amount = YuanField(label=_("Amount"))
    method = forms.ChoiceField(
        label=_("Method"), choices=[pair for pair in METHODS.items() if pair[0] != "deposit"]
    )
    tendered = YuanField(
        label=_("Cash given"),
        required=False,
    )
    reference = forms.CharField(
        label=_("Reference"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    payer = forms.CharField(
        label=_("Paid by"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credit_to = Vendors(
        label=_("What is left over goes to"), queryset=Account.objects.none(), required=False
    )
    received_on = DayField(label=_("Received on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    receipt = forms.ChoiceField(label=_("Receipt"), choices=list(RECEIPTS.items()), required=False)
    bills = forms.ModelMultipleChoiceField(
        queryset=Charge.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, accounts: Sequence[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = Account.objects.filter(pk__in=[account.pk for account in accounts])
        self.fields["bills"].queryset = Charge.objects.filter(  # type: ignore[attr-defined]
            account__in=chosen, reverses__isnull=True
        )
        self.fields["credit_to"].queryset = chosen.select_related("vendor")  # type: ignore[attr-defined]
        self.fields["credit_to"].empty_label = None  # type: ignore[attr-defined]
        if len(accounts) < 2:
            del self.fields["credit_to"]
            self.fields["receipt"].choices = [  # type: ignore[attr-defined]
                ("apart", _("Make a receipt")),
                ("", _("No receipt now")),
            ]

    @classmethod
    def fresh(cls, accounts: Sequence[Any], on: date) -> "TillForm":
        """An empty form for today; all that is owed stands in it already."""
        owed_fen = sum(account.open_sum for account in accounts)
        return cls(
            accounts=accounts,
            initial={
                "amount": yuan(owed_fen) if owed_fen else "",
                "received_on": on,
                "receipt": "apart",
                "credit_to": accounts[0].pk if accounts else None,
                "once": uuid.uuid4(),
            },
        )


def key_of(told: dict[str, Any], market: str) -> str:
    """What makes this sum this sum: the provider's reference, or the form itself."""
    if not told["reference"].strip():
        return f"desk/{told['once']}"
    return payment_key(told["method"], told["reference"], market=market)


def mark_of(plan: Sequence[Part]) -> str:
    """A short mark of a plan: another one, once anything in it has changed."""
    return hashlib.sha256(repr(plan).encode()).hexdigest()[:16]
