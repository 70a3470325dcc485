"""What is asked about rules, overrides, suspensions and errands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from market.core.requirements.goods import Goods
from market.models import PaperPolicy, PermitType, RequirementRule
from market.pages.desk.paper_forms import TypeField
from market.pages.forms import DayField
from market.templatetags.desk_words import GOODS_CLASSES, PITCH_KINDS, VENDOR_KINDS

_EITHER = [("", _("either")), ("true", _("yes")), ("false", _("no"))]
_WHY = forms.Textarea(attrs={"rows": 2})


class EitherField(forms.TypedChoiceField):
    """Yes, no, or it does not matter."""

    def __init__(self, **given: Any) -> None:
        choices: Any = _EITHER
        super().__init__(
            choices=choices,
            coerce=lambda text: text == "true",
            empty_value=None,
            required=False,
            **given,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "true", False: "false", None: ""}.get(value, value)


class ManyField(forms.MultipleChoiceField):
    """Any of some words; none is all of them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **given)


class RuleForm(forms.Form):
    """A row of the requirement table, as it is to be from a day on."""

    effective_from = DayField(label=_("Counts from"))
    enabled = forms.BooleanField(label=_("This rule counts"), required=False)
    goods = ManyField(label=_("Sold there, any of"))
    without = ManyField(label=_("But none of"))
    kinds = ManyField(label=_("On these kinds of pitch"))
    not_kinds = ManyField(label=_("Not on these"))
    vendor_kinds = ManyField(label=_("For these kinds of vendor"))
    shopfront = EitherField(label=_("With a fixed shopfront"))
    gas = EitherField(label=_("With gas"))
    temporary = EitherField(label=_("In a temporary structure"))
    area_from = forms.DecimalField(
        label=_("From m²"), required=False, min_value=0, decimal_places=2
    )
    area_below = forms.DecimalField(
        label=_("Below m²"), required=False, min_value=0, decimal_places=2
    )
    authority = forms.CharField(label=_("Issued by"), max_length=100)
    why = forms.CharField(label=_("Why, in Chinese"), max_length=300, widget=_WHY)
    why_en = forms.CharField(label=_("Why, in English"), max_length=300, widget=_WHY)
    source = forms.CharField(label=_("Where it is written"), max_length=200)
    read_on = DayField(label=_("Last read on"), required=False)
    confidence = forms.CharField(
        label=_("How sure"),
        max_length=80,
        help_text=_("A: read in the legal text. B: from elsewhere. C: to be confirmed."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        classes = [(str(kind), GOODS_CLASSES[str(kind)]) for kind in Goods]
        for name, choices in (
            ("goods", classes),
            ("without", classes),
            ("kinds", list(PITCH_KINDS.items())),
            ("not_kinds", list(PITCH_KINDS.items())),
            ("vendor_kinds", list(VENDOR_KINDS.items())),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: RequirementRule, **given: Any) -> "RuleForm":
        """Filled with the row as it is."""
        names = [name for name in cls.base_fields if name != "effective_from"]
        initial = {name: getattr(row, name) for name in names}
        return cls(initial={**initial, **given})

    def changes(self) -> dict[str, Any]:
        """What is said of the row, without the day."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "effective_from"
        }


class PolicyForm(forms.Form):
    """What the lack of a paper stops."""

    effective_from = DayField(label=_("Counts from"))
    sign = forms.BooleanField(label=_("Stops signing a lease"), required=False)
    renew = forms.BooleanField(label=_("Stops renewing a lease"), required=False)
    place = forms.BooleanField(label=_("Stops a place tonight"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    @classmethod
    def of(cls, row: PaperPolicy | None, **given: Any) -> "PolicyForm":
        names = ("sign", "renew", "place", "note")
        initial = {name: getattr(row, name) for name in names} if row else {}
        return cls(initial={**initial, **given})


class PassForm(forms.Form):
    """Letting a vendor pass for some days."""

    type = TypeField(
        label=_("Which paper"),
        queryset=PermitType.objects.filter(rules__isnull=False).distinct(),
        required=False,
        empty_label=_("Any paper"),
    )
    until = DayField(label=_("Until"), help_text=_("That day included, at most 30 days ahead."))
    reason = forms.CharField(label=_("Why"), max_length=300, widget=_WHY)


class SuspendForm(forms.Form):
    """Stopping a vendor from trading."""

    since = DayField(label=_("From"))
    until = DayField(
        label=_("Until"), required=False, help_text=_("Left empty: until you let them go on.")
    )
    reason = forms.CharField(
        label=_("Why"), help_text=_("The vendor reads this."), max_length=300, widget=_WHY
    )


class WhyForm(forms.Form):
    """Why, in words that are kept."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=_WHY)


class HandInForm(forms.Form):
    """Handed in at the authority."""

    on = DayField(label=_("Handed in on"))
    receipt = forms.CharField(label=_("Number of the receipt"), max_length=60, required=False)


class OnForm(forms.Form):
    """A day on which something happened."""

    on = DayField(label=_("On"))


class CorrectionForm(forms.Form):
    """What the authority wants more."""

    corrections = forms.CharField(label=_("What is to be put right"), max_length=1000, widget=_WHY)
    due_on = DayField(label=_("By"))


class CollectForm(forms.Form):
    """The paper as printed."""

    number = forms.CharField(label=_("Number as printed"), max_length=60, required=False)
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(label=_("Valid until"), required=False)
    consent = forms.BooleanField(
        label=_("The person agrees that the market keeps this paper, sealed"), required=False
    )
