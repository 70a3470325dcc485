"""What is typed about arrears, agreements, letters and deposits."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leasing.actions.deliveries import Told
from leasing.core.arrears_states import Posting
from leasing.core.late_fees import Grace
from leasing.models import ArrearsPolicy
from leasing.templatetags.arrears_words import CLAIMS, PROOFS
from market.core.money import yuan
from market.models import Charge, FeeItem
from market.pages.forms import DayField, ReasonForm, YuanField
from market.templatetags.glances import named
from market.templatetags.market_words import full_day


class ChargesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Charges to tick, each with its day and what is open."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(queryset=Charge.objects.none(), **given)

    def label_from_instance(self, obj: Charge) -> str:
        return f"{named(obj.item)} · {full_day(obj.due_on)} · ¥{yuan(obj.open_fen)}"


class OfCharges(forms.Form):
    """A form about some charges of an account; all of them are ticked at first."""

    charges = ChargesField(label=_("For what"))

    def __init__(self, data: Any, charges: Any, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__}_%s", **given)
        self.fields["charges"].queryset = charges  # type: ignore[attr-defined]
        self.fields["charges"].initial = [charge.pk for charge in charges]


class DemandForm(OfCharges):
    cure_on = DayField(label=_("To be paid by"), help_text=_("A working day."))


class AgreementForm(OfCharges):
    count = forms.IntegerField(label=_("In how many parts"), min_value=1, max_value=36, initial=3)
    first = DayField(
        label=_("The first part by"), help_text=_("The others follow on the same day each month.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class WaiveForm(ReasonForm):
    field_order = ("amount", "reason")
    amount = YuanField(
        label=_("How much"), required=False, help_text=_("Empty: all of it, as of today.")
    )


class DeliveryForm(forms.Form):
    """How a letter arrived, with what shows it."""

    how = forms.ChoiceField(label=_("How"), choices=list(PROOFS.items()))
    on = DayField(label=_("On"))
    by_name = forms.CharField(label=_("Handed over by"), max_length=60)
    tracking = forms.CharField(
        label=_("Number of the registered letter"), max_length=60, required=False
    )
    note = forms.CharField(label=_("Who saw it, or what was said"), max_length=200, required=False)
    file = forms.FileField(label=_("A photo or a PDF of it"), required=False)

    @classmethod
    def fresh(cls, on: date, name: str) -> "DeliveryForm":
        return cls(initial={"on": on, "by_name": name})

    @staticmethod
    def told(said: dict[str, Any]) -> Told:
        file = said.pop("file")
        return Told(**said, file=(file.read(), file.name) if file else None)


class NoticeForm(forms.Form):
    ends_on = DayField(label=_("The last day"), help_text=_("Included."))


class ClaimForm(forms.Form):
    """One thing the deposit is to answer for."""

    kind = forms.ChoiceField(
        label=_("For what"),
        choices=[(k, CLAIMS[k]) for k in ("damage", "cleaning", "meter", "other")],
    )
    amount = YuanField(label=_("Amount"))
    note = forms.CharField(label=_("What exactly"), max_length=200, required=False)
    file = forms.FileField(label=_("A photo or a PDF of it"), required=False)


class TakeForm(forms.Form):
    """Something the deposit pays while the lease runs."""

    item = forms.ModelChoiceField(label=_("For what"), queryset=FeeItem.objects.none())
    amount = YuanField(label=_("Amount"))
    note = forms.CharField(label=_("What exactly"), max_length=200)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["item"]
        field.queryset = FeeItem.objects.filter(code__in=("damage", "cleaning", "other"))
        field.label_from_instance = named


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the market has settled about paying late."""

    minimum = YuanField(label=_("At least"), required=False)

    class Meta:
        model = ArrearsPolicy
        fields = (
            "items",
            "grace_days",
            "grace",
            "cap_percent",
            "posting",
            "cure_days",
            "overdue_days",
            "return_days",
        )
        help_texts = {"return_days": ""}
        widgets = {"items": forms.CheckboxSelectMultiple}
        labels = {
            "items": _("What bears a late fee"),
            "grace_days": _("Days of grace"),
            "grace": _("What they do"),
            "cap_percent": _("At most, percent of what is owed"),
            "posting": _("When it is charged"),
            "cure_days": _("Days to pay after a demand"),
            "overdue_days": _("Days late before a lease may be ended"),
            "return_days": _("Working days to return a deposit"),
        }

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        items: Any = self.fields["items"]
        items.queryset = FeeItem.objects.exclude(code__in=("deposit", "late-fee", "earnest"))
        items.label_from_instance = named
        self.fields["grace"] = forms.ChoiceField(
            label=_("What they do"),
            choices=[
                (Grace.WAIVE_WITHIN, _("Paid within them, nothing is owed")),
                (Grace.START_AFTER, _("They never count")),
            ],
        )
        self.fields["posting"] = forms.ChoiceField(
            label=_("When it is charged"),
            choices=[
                (Posting.OFF, _("Never by itself: only shown")),
                (Posting.ON_FULL_PAYMENT, _("Once what is late is paid")),
                (Posting.MONTHLY, _("Every month, and when it is paid")),
            ],
        )
        if self.instance.pk:
            self.fields["minimum"].initial = yuan(self.instance.minimum_fen)


class RateForm(forms.Form):
    percent_per_day = forms.DecimalField(
        label=_("Percent a day"),
        min_value=Decimal(0),
        max_value=Decimal(5),
        max_digits=7,
        decimal_places=4,
        initial=Decimal("0.05"),
    )
    begins_on = DayField(label=_("From"))
    lease = forms.CharField(
        label=_("Only for the lease"),
        help_text=_("Its number, where it has a rate of its own. Empty: the whole market."),
        max_length=16,
        required=False,
    )
