"""What is typed at the till."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.money import yuan
from market.core.payment_keys import payment_key
from market.pages.forms import DayField, YuanField
from market.templatetags.desk_words import METHODS


class PaymentForm(forms.Form):
    """Money that came in.

    once: a key of this very form, so that sending it twice books it once.
    """

    amount = YuanField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Method"), choices=list(METHODS.items()))
    received_on = DayField(label=_("Received on"))
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("The number on the transfer or the screenshot. The same number books once."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    payer = forms.CharField(
        label=_("Paid by"),
        help_text=_("When it was somebody else than the vendor."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, on: date, *, owed_fen: int) -> "PaymentForm":
        """An empty form for today; all that is owed stands in it already."""
        owed = yuan(owed_fen) if owed_fen else ""
        return cls(initial={"received_on": on, "amount": owed, "once": uuid.uuid4()})

    @staticmethod
    def key(told: dict[str, Any], market: str) -> str:
        """What makes this payment this payment: the provider's reference, or the form itself."""
        if not told["reference"].strip():
            return f"desk/{told['once']}"
        return payment_key(told["method"], told["reference"], market=market)
