"""What is done with several applications at once."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.pages.desk.decision_forms import TellForm

DEEDS = {
    "receive": _("Take them in"),
    "admit": _("Decide: admit"),
    "reject": _("Decide: refuse"),
    "waitlist": _("Put on the waiting list"),
    "reopen": _("Take the decision back"),
    "tell": _("Tell what was decided"),
}


class TogetherForm(TellForm):
    """A deed for every application that is ticked."""

    deed = forms.ChoiceField(label=_("With those that are ticked"), choices=list(DEEDS.items()))
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        help_text=_("Needed to refuse and to take back. Who is refused reads it."),
    )
    everything = forms.BooleanField(
        label=_("All in this list, not only the ticked"), required=False
    )

    field_order: Any = ["deed", "reason", "everything"]

    def __init__(self, data: QueryDict | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.order_fields(self.field_order)
        for name in ("until", "first", "interval_months", "deposit_months"):
            self.fields[name].required = data is not None and data.get("deed") == "tell"

    @property
    def plainly(self) -> list[forms.BoundField]:
        return [self[name] for name in ("deed", "reason", "everything")]

    @property
    def for_offers(self) -> list[forms.BoundField]:
        """What is needed only to tell those who are admitted."""
        names = ("until", "first", "interval_months", "deposit_months", "sanitation")
        return [self[name] for name in names]
