"""What is asked when a statement is brought in, and what is typed at a line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from market.core.sheets.limits import MOST_BYTES
from market.core.statements import Layout
from market.models import Market
from market.templatetags.desk_words import METHODS

TAUGHT = {
    "booked_at": _("Day of the movement"),
    "time": _("Hour, where it has a column of its own"),
    "money_in": _("What came in"),
    "money_out": _("What went out"),
    "amount": _("Or one amount, with a minus for what went out"),
    "balance": _("Balance after it"),
    "name": _("Name of the other side"),
    "account": _("Account of the other side"),
    "memo": _("Memo"),
    "reference": _("The bank's own number of the movement"),
}
_METHODS = ("bank", "wechat", "alipay", "card", "other")


class StatementForm(forms.Form):
    """A statement, of which account it is, and how it is laid out where that is not plain."""

    file = forms.FileField(
        label=_("The statement"),
        help_text=_("CSV or .xlsx, just as the bank or the wallet gave it to you."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    market = forms.ModelChoiceField(label=_("Market"), queryset=Market.objects.none())
    account = forms.CharField(
        label=_("What you call this account"),
        help_text=_("Such as: ICBC current account. Left empty: as the file says."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    layout = forms.ChoiceField(label=_("How it is laid out"), required=False)

    def __init__(
        self, markets: QuerySet[Market], layouts: Sequence[Layout], *args: Any, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        known = [(each.name, each.title) for each in layouts]
        fields["layout"].choices = [("", _("tell by its heads")), *known]
        fields["market"].queryset = markets
        fields["market"].empty_label = None
        fields["market"].initial = markets.first()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large."), code="too_large")
        return file


class TeachForm(forms.Form):
    """What the columns of a statement mean that nobody has seen before."""

    title = forms.CharField(label=_("What this kind of statement is called"), max_length=60)
    method = forms.ChoiceField(
        label=_("Where the money goes through"),
        choices=[(method, METHODS[method]) for method in _METHODS],
    )

    def __init__(self, columns: Sequence[str], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [("", _("no such column")), *((name, name) for name in columns)]
        for name, label in TAUGHT.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=name == "booked_at"
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("money_in") and not told.get("amount"):
            words = _(
                "Say where the amount stands: in a column of its own for what came in, or "
                "in one with a sign."
            )
            self.add_error("money_in", forms.ValidationError(words, code="no_amount"))
        return told

    def told(self) -> dict[str, Any]:
        """The layout as it is kept."""
        chosen = self.cleaned_data
        columns = {name: [chosen[name]] for name in TAUGHT if chosen.get(name)}
        return {
            "title": chosen["title"],
            "method": chosen["method"],
            "needs": list(dict.fromkeys(head for heads in columns.values() for head in heads)),
            "columns": columns,
        }
