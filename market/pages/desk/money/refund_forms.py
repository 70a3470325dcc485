"""What is asked for when credit goes back."""

import uuid

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from market.models import Refund
from market.models.refunds import REFUND_METHODS
from market.pages.filters import Filters, SearchField
from market.pages.forms import DayField, YuanField
from market.templatetags.desk_words import METHODS

HOW = [(code, METHODS[code]) for code in REFUND_METHODS]


class RefundForm(forms.Form):
    """Credit to be handed back. once: a key of this very form."""

    amount = YuanField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Method"), choices=HOW)
    to_whom = forms.CharField(
        label=_("To whom"), help_text=_("Name, and the account if it is a transfer."), max_length=60
    )
    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PayOutForm(forms.Form):
    """When the money left, and under which number."""

    on = DayField(label=_("Handed out on"))
    reference = forms.CharField(
        label=_("Reference"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RefundFilters(Filters):
    """How far it is, and whose."""

    q = SearchField(_("Name or phone"))
    state = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("Any state")),
            ("requested", _("Waits for a second person")),
            ("approved", _("To be handed out")),
            ("paid", _("Handed out")),
            ("refused", _("Refused")),
            ("withdrawn", _("Withdrawn")),
        ],
    )

    def narrow(self, rows: QuerySet[Refund]) -> QuerySet[Refund]:
        """The refunds that fit."""
        if state := self.get("state"):
            rows = rows.filter(state=state)
        if words := self.get("q"):
            rows = rows.filter(account__vendor__name__icontains=words) | rows.filter(
                account__vendor__phone__contains=words
            )
        return rows
