"""What is asked before a bill or a statement is drawn."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.periods import months_after
from market.pages.forms import DayField

USUAL_MONTHS = 12


class BillForm(forms.Form):
    """The day whose bill is wanted."""

    due_on = DayField(label=_("Due on"))


class SpanForm(forms.Form):
    """The days of a statement, both included."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))

    @classmethod
    def fresh(cls, on: date, **given: Any) -> "SpanForm":
        """A year up to the day."""
        return cls(initial={"first": months_after(on, -USUAL_MONTHS), "last": on}, **given)
