"""What is counted at the end of a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.tills import WORTHS
from market.core.wording import yuan
from market.pages.forms import YuanField


class ClosingForm(forms.Form):
    """The drawer: in one sum, or note by note; the change that was in it; and why it differs."""

    float_ = YuanField(
        label=_("Change that was in the drawer before"),
        help_text=_("What you began the day with. Leave it empty if there was none."),
        required=False,
    )
    counted = YuanField(
        label=_("Counted cash"),
        help_text=_("All that lies in the drawer. Leave it empty if you count note by note below."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why it differs"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for worth in WORTHS:
            self.fields[f"n{worth}"] = forms.IntegerField(
                label=yuan(worth),
                min_value=0,
                max_value=100_000,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def notes(self) -> list[Any]:
        """The fields for each note and coin."""
        return [self[f"n{worth}"] for worth in WORTHS]

    def clean(self) -> dict[str, Any]:
        """The notes as one table of counts, empty where none was counted."""
        told = super().clean() or {}
        told["counts"] = {worth: told[f"n{worth}"] for worth in WORTHS if told.get(f"n{worth}")}
        return told
