"""What the applicant's pages ask for, one question after the other."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leasing.models import Call
from leasing.queries.asked_papers import Asked, kinds_to_hand_in
from market.core.goods_lists import split_goods
from market.core.identity import citizen_id, mobile
from market.core.refusals import Refusal
from market.core.trades import TRADES
from market.models import PermitType
from market.pages.forms import DayField, said
from market.templatetags.desk_words import TRADES as TRADE_WORDS
from market.templatetags.glances import named

KINDS = [
    ("stall", _("A stall in the hall")),
    ("container", _("A container shop")),
    ("night", _("A place in the star street")),
]
MONTHS = [(3, _("3 months")), (6, _("6 months")), (12, _("1 year")), (24, _("2 years"))]


def _checked(check: Callable[[str], str], told: str) -> str:
    """What was typed, as the house writes it; all that is wrong is told at once, each at its field."""
    try:
        return check(told)
    except Refusal as refusal:
        raise forms.ValidationError(said(refusal)) from refusal


class SellForm(forms.Form):
    """The first step: what one sells."""

    trade = forms.ChoiceField(
        label=_("What do you sell?"),
        choices=[(trade, TRADE_WORDS[trade]) for trade in TRADES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you sell most.")},
    )
    goods = forms.CharField(
        label=_("More exactly"),
        required=False,
        max_length=200,
        help_text=_("For example: pork, beef. This decides which papers are needed."),
    )

    def goods_list(self) -> list[str]:
        """The goods as typed, between commas of any kind."""
        return split_goods(self.cleaned_data.get("goods", ""))


class WhereForm(forms.Form):
    """The second step: where, from when, for how long, and which pitch one would like."""

    kind = forms.ChoiceField(
        label=_("What would you like?"), choices=KINDS, widget=forms.RadioSelect
    )
    starts_on = DayField(label=_("From which day?"))
    months = forms.TypedChoiceField(
        label=_("For how long?"), choices=MONTHS, coerce=int, widget=forms.RadioSelect
    )
    pitch = forms.TypedChoiceField(
        label=_("Which one would you like?"), coerce=int, required=False, empty_value=None
    )
    any_pitch = forms.BooleanField(
        label=_("If somebody else gets it, any other free one will do."), required=False
    )

    def __init__(
        self,
        *given: Any,
        call: Call | None = None,
        free: Sequence[tuple[str, str]] = (),
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        if call is not None:
            del self.fields["kind"]
        choices = [("", _("Whichever is free")), *free]
        self.fields["pitch"].choices = choices  # type: ignore[attr-defined]


class WhoForm(forms.Form):
    """The third step: who one is, and where the answer goes."""

    name = forms.CharField(
        label=_("Your name, or the name on the licence"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=20,
        help_text=_("We send the answer there, and you come back here with it."),
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "autocomplete": "tel",
                "inputmode": "tel",
                "data-check": "phone",
            }
        ),
    )
    id_number = forms.CharField(
        label=_("Identity card number"),
        required=False,
        max_length=24,
        help_text=_("It is needed for the lease at the latest. We keep it sealed."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "data-check": "citizen"}
        ),
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

    def __init__(self, *given: Any, late: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if not late:
            del self.fields["late_code"]

    def clean_phone(self) -> str:
        return _checked(mobile, self.cleaned_data["phone"])

    def clean_id_number(self) -> str:
        told: str = self.cleaned_data["id_number"]
        return _checked(citizen_id, told) if told.strip() else ""


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The kinds of paper an applicant may have, by their names in the reader's language."""

    def label_from_instance(self, obj: PermitType) -> str:
        return named(obj)


class PaperForm(forms.Form):
    """One paper with its photo, of the kinds that the pitch and the goods bring with them."""

    type = PaperChoice(
        label=_("Which paper is it?"),
        queryset=PermitType.objects.none(),
        to_field_name="code",
        empty_label=None,
    )
    number = forms.CharField(label=_("Its number"), required=False, max_length=60)
    expires_on = DayField(
        label=_("Valid until"),
        required=False,
        help_text=_("As printed. Leave it empty if there is no such day."),
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

    def __init__(self, *args: Any, asked: Sequence[Asked], **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = PermitType.objects.filter(code__in=kinds_to_hand_in(asked))
        self.fields["type"].queryset = kinds  # type: ignore[attr-defined]
        first = next((each.type for each in asked if each.still), None)
        self.fields["type"].initial = first.code if first else None
