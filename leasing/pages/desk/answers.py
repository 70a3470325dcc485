"""The forms with which the office answers an application."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.core.faults import due_by
from market.pages.forms import DayField
from market.queries.days import working_calendar


class CorrectionForm(forms.Form):
    """One complete list of what is to be put right, and by when."""

    corrections = forms.CharField(
        label=_("What is missing or wrong"),
        help_text=_("Everything at once, one thing a line. The vendor reads it as you write it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(label=_("To be put right by"))
    came_in = forms.CharField(
        label=_("What has come to light since the last list"),
        help_text=_("Only where a list was sent before. It is asked for once, unless this is new."),
        max_length=200,
        required=False,
    )

    @classmethod
    def fresh(cls, on: date) -> "CorrectionForm":
        return cls(initial={"due_on": due_by(on, working_calendar())})


class RefusalForm(forms.Form):
    """Why not, in words the vendor can use."""

    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("The vendor reads this: say what would have to be different."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, of: str = "refuse") -> None:
        # beside other forms, whose fields have ids of their own
        super().__init__(data, auto_id=f"{of}_%s")


class InsideForm(forms.Form):
    """Why, in words that stay in the house."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("It stays in the house."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, of: str = "reopen") -> None:
        super().__init__(data, auto_id=f"{of}_%s")


class PlaceForm(InsideForm):
    """Another place on the waiting list."""

    place = forms.IntegerField(label=_("Which place"), min_value=1)
    field_order: Any = ["place", "reason"]
