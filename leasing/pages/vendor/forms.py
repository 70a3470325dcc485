"""What the applicant's pages ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leasing.models import Call
from market.core.trades import TRADES
from market.models import PermitType
from market.templatetags.glances import named

KINDS = [
    ("stall", _("A stall in the hall")),
    ("container", _("A container shop")),
    ("night", _("A place in the star street")),
]
ASKED_FOR = (
    "BIZ_LICENSE",
    "FOOD_PERMIT",
    "SD_SMALL_CATERING",
    "SD_FOOD_STALL_CARD",
    "HEALTH_CERT",
    "ANIMAL_QUARANTINE",
    "PRODUCE_CERT",
    "SCALE_VERIFY",
)
MONTHS = [(3, _("3 months")), (6, _("6 months")), (12, _("1 year")), (24, _("2 years"))]


class ApplyForm(forms.Form):
    """The first step: who one is, what one sells, where and from when."""

    kind = forms.ChoiceField(
        label=_("What would you like?"), choices=KINDS, widget=forms.RadioSelect
    )
    wish = forms.IntegerField(required=False, widget=forms.HiddenInput)
    trade = forms.ChoiceField(
        label=_("What do you sell?"), choices=[("", "—"), *((trade, trade) for trade in TRADES)]
    )
    goods = forms.CharField(
        label=_("More exactly"),
        required=False,
        max_length=200,
        help_text=_("For example: pork, beef. This decides which papers are needed."),
    )
    starts_on = forms.DateField(
        label=_("From which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    months = forms.TypedChoiceField(
        label=_("For how long?"), choices=MONTHS, coerce=int, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Your name, or the name on the licence"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        help_text=_("We send the answer there, and you come back here with it."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    message = forms.CharField(
        label=_("Anything else we should know?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    late_code = forms.CharField(
        label=_("Late code"),
        max_length=60,
        help_text=_(
            "This call has closed. With a code from the market office you can still apply."
        ),
    )

    def __init__(self, *given: Any, call: Call | None = None, late: bool = False, **named: Any):
        super().__init__(*given, **named)
        if call is not None:
            del self.fields["kind"]
        if not late:
            del self.fields["late_code"]

    def goods_list(self) -> list[str]:
        """The goods as typed, between commas of any kind."""
        text = self.cleaned_data.get("goods", "")
        for mark in "，、；;\n":
            text = text.replace(mark, ",")
        return [word.strip() for word in text.split(",") if word.strip()]


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The kinds of paper an applicant may have, by their names in the reader's language."""

    def label_from_instance(self, obj: PermitType) -> str:
        return named(obj)


class PaperForm(forms.Form):
    """One paper with its photo."""

    type = PaperChoice(
        label=_("Which paper is it?"),
        queryset=PermitType.objects.filter(code__in=ASKED_FOR),
        empty_label=None,
    )
    number = forms.CharField(label=_("Its number"), required=False, max_length=60)
    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("As printed. Leave it empty if there is no such day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=_("A photo or a PDF of it"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,application/pdf"}),
    )
    consent = forms.BooleanField(
        label=_(
            "This is my own health certificate or identity paper: "
            "the market may keep it, sealed, until I leave."
        ),
        required=False,
    )
