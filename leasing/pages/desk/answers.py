"""The forms with which the office answers an application."""

from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from market.pages.forms import DayField

TIME_TO_CORRECT = timedelta(days=7)


class CorrectionForm(forms.Form):
    """One complete list of what is to be put right, and by when."""

    corrections = forms.CharField(
        label=_("What is missing or wrong"),
        help_text=_("Everything at once, one thing a line. The vendor reads it as you write it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    due_on = DayField(label=_("To be put right by"))

    @classmethod
    def fresh(cls, on: date) -> "CorrectionForm":
        return cls(initial={"due_on": on + TIME_TO_CORRECT})


class RefusalForm(forms.Form):
    """Why not, in words the vendor can use."""

    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("The vendor reads this: say what would have to be different."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        # beside the form for corrections, whose fields have ids of their own
        super().__init__(data, auto_id="refuse_%s")
