"""What is asked when a list is sent."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from market.actions.intake.ways import kinds, shipped_maps
from market.core.sheets.limits import MOST_BYTES
from market.models import Market
from market.pages.forms import DayField

KINDS = {
    "pitches": pgettext_lazy("list", "Pitches"),
    "vendors": pgettext_lazy("list", "Vendors"),
    "permits": pgettext_lazy("list", "Papers"),
    "leases": pgettext_lazy("list", "Leases"),
    "payments": pgettext_lazy("list", "Payments"),
    "readings": pgettext_lazy("list", "Readings"),
    "holidays": pgettext_lazy("list", "Days off"),
}
_MOST_OF_A_MAP = 100_000


class IntakeForm(forms.Form):
    """A list, what it is a list of, and how it is meant."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("A CSV file or an .xlsx workbook, as you keep it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    kind = forms.ChoiceField(label=_("What it lists"))
    market = forms.ModelChoiceField(label=_("Market"), queryset=Market.objects.none())
    map = forms.ChoiceField(
        label=_("Map of its columns"),
        help_text=_("Without a map, columns are known by their usual names."),
        required=False,
    )
    own_map = forms.FileField(label=_("Or a map of your own (JSON)"), required=False)
    charge_from = DayField(
        label=_("Charge leases from"),
        help_text=_("Bills due before this day count as paid elsewhere. Left empty: from today."),
        required=False,
    )
    overwrite = forms.BooleanField(
        label=_("Where somebody changed something here, the list is right"), required=False
    )
    consent = forms.BooleanField(
        label=_("The holders agreed in writing that we keep their health certificates"),
        required=False,
    )

    def __init__(self, markets: QuerySet[Market], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [(kind, KINDS.get(kind, kind)) for kind in kinds()]
        fields["map"].choices = [("", _("none")), *((name, name) for name in shipped_maps())]
        fields["market"].queryset = markets
        fields["market"].empty_label = None
        fields["market"].initial = markets.first()

    def clean_file(self) -> Any:
        return _no_larger(self.cleaned_data["file"], MOST_BYTES)

    def clean_own_map(self) -> Any:
        return _no_larger(self.cleaned_data["own_map"], _MOST_OF_A_MAP)


def _no_larger(file: Any, most: int) -> Any:
    if file and file.size > most:
        raise forms.ValidationError(_("This file is too large."), code="too_large")
    return file
