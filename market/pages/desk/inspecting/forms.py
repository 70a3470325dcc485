"""What is typed about inspections, scales, tests, complaints and penalties."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from market.core.inspecting.sampling import LONGEST_SEED
from market.models import Market, Pitch, Vendor, Zone
from market.pages.forms import DayField, ReasonForm, YuanField
from market.templatetags.desk_words import COMPLAINT_KINDS, TRADE_CLASSES, WAYS
from market.templatetags.glances import named

OFF = {"autocomplete": "off"}
TEXT = forms.TextInput(attrs=OFF)


class NamedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A market or a zone by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


class PitchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A pitch by its code and zone."""

    def label_from_instance(self, obj: Pitch) -> str:
        return f"{obj.code} · {named(obj.zone)}"


class VendorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A vendor by name and contact; there are many, so the browser's own search serves."""

    def label_from_instance(self, obj: Vendor) -> str:
        return f"{obj.name} · {obj.contact}" if obj.contact else obj.name


class Placed(forms.Form):
    """A form that begins with the market; with one market only it does not ask."""

    market = NamedField(label=_("Market"), queryset=Market.objects.none(), empty_label=None)

    def __init__(self, markets: QuerySet[Market], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["market"].queryset = markets
        fields["market"].initial = markets.first()
        if markets.count() == 1:
            fields["market"].widget = forms.HiddenInput()
        for name, rows in (
            ("zone", Zone.objects.filter(market__in=markets)),
            ("vendor", Vendor.objects.filter(accounts__market__in=markets).distinct()),
            (
                "pitch",
                Pitch.objects.filter(zone__market__in=markets)
                .select_related("zone")
                .order_by("zone__position", "zone", "code_key"),
            ),
        ):
            if name in fields:
                fields[name].queryset = rows


class RoundForm(Placed):
    """A round to be planned."""

    zone = NamedField(
        label=_("Zone"), queryset=Zone.objects.none(), required=False, empty_label=_("All zones")
    )
    day = DayField(label=_("Day of the round"))
    name = forms.CharField(label=_("Name"), max_length=60, required=False, widget=TEXT)
    way = forms.ChoiceField(
        label=_("Who is looked at"), choices=list(WAYS.items()), widget=forms.RadioSelect
    )
    size = forms.IntegerField(
        label=_("How many are drawn"), min_value=1, max_value=2000, required=False
    )
    seed = forms.CharField(
        label=_("Seed of the draw"),
        help_text=_(
            "A text nobody could choose to their liking: the first number drawn in a public lottery, "
            "a share index at closing. Left empty, one is made and shown."
        ),
        max_length=LONGEST_SEED,
        required=False,
        widget=TEXT,
    )

    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "size": self.cleaned_data["size"] or 0}


class ReopenForm(ReasonForm):
    """What is still not right, and until when."""

    due_on = DayField(label=_("To be put right by"))


class AnswerForm(forms.Form):
    """What was done, or what came of it."""

    answer = forms.CharField(
        label=_("What was done"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(forms.Form):
    """A word on it, if there is something to say."""

    note = forms.CharField(label=_("Note"), max_length=200, required=False, widget=TEXT)


class ScaleForm(Placed):
    """A scale to be put on the register."""

    number = forms.CharField(label=_("Number on the scale"), max_length=40, widget=TEXT)
    make = forms.CharField(label=_("Make and type"), max_length=60, required=False, widget=TEXT)
    vendor = VendorField(
        label=_("Whose it is"),
        queryset=Vendor.objects.none(),
        required=False,
        empty_label=_("The market's own"),
    )
    pitch = PitchField(label=_("Pitch"), queryset=Pitch.objects.none(), required=False)
    most_kg = forms.IntegerField(label=_("Weighs up to, kg"), min_value=1, max_value=3000)
    division_g = forms.IntegerField(label=_("Division, g"), min_value=1, max_value=1000)
    fair = forms.BooleanField(
        label=_("It is the fair scale, at which customers weigh again"), required=False
    )


class VerificationForm(forms.Form):
    """What stands on the label of a verification."""

    day = DayField(label=_("Verified on"))
    until = DayField(label=_("Valid until"), help_text=_("As printed on the label."))
    certificate = forms.CharField(
        label=_("Certificate"), max_length=60, required=False, widget=TEXT
    )
    agency = forms.CharField(label=_("Verified by"), max_length=100, required=False, widget=TEXT)


class CheckForm(forms.Form):
    """The check of the day, with a standard weight."""

    load_g = forms.IntegerField(label=_("Standard weight, g"), min_value=1, max_value=1_000_000)
    shown_g = forms.IntegerField(label=_("It shows, g"), min_value=0, max_value=1_000_000)
    note = forms.CharField(label=_("Note"), max_length=200, required=False, widget=TEXT)


class ReweighForm(forms.Form):
    """A purchase weighed again."""

    claimed_g = forms.IntegerField(label=_("Sold as, g"), min_value=1, max_value=1_000_000)
    shown_g = forms.IntegerField(label=_("Weighs, g"), min_value=0, max_value=1_000_000)
    goods = forms.ChoiceField(
        label=_("What it costs"),
        choices=[
            ("plain", _("At most 6 yuan a kilogram: vegetables, fruit, grain")),
            ("dear", _("More than that: meat, fish, eggs")),
        ],
    )
    vendor = VendorField(label=_("Sold by"), queryset=Vendor.objects.none(), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False, widget=TEXT)

    def __init__(self, vendors: QuerySet[Vendor], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["vendor"].queryset = vendors


class QuickTestForm(Placed):
    """A test to be written down."""

    vendor = VendorField(label=_("Vendor"), queryset=Vendor.objects.none())
    pitch = PitchField(label=_("Pitch"), queryset=Pitch.objects.none(), required=False)
    day = DayField(label=_("Tested on"))
    sample = forms.CharField(label=_("Sample"), max_length=40, widget=TEXT)
    origin = forms.CharField(label=_("Origin"), max_length=100, required=False, widget=TEXT)
    inhibition = forms.DecimalField(
        label=_("Inhibition, %"),
        help_text=_("Positive from 50 (GB/T 5009.199). Leave it empty if the test gave no result."),
        min_value=Decimal(-20),
        max_value=Decimal(100),
        decimal_places=1,
        required=False,
    )


class DisposalForm(forms.Form):
    """What became of goods that failed."""

    disposal = forms.CharField(
        label=_("What became of the goods"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ComplaintForm(Placed):
    """A complaint that somebody made at the desk or by phone."""

    came_by = forms.ChoiceField(
        label=_("How it came"), choices=[("desk", _("At the desk")), ("phone", _("By phone"))]
    )
    pitch = PitchField(label=_("About which pitch"), queryset=Pitch.objects.none(), required=False)
    kind = forms.ChoiceField(label=_("What it is about"), choices=list(COMPLAINT_KINDS.items()))
    text = forms.CharField(
        label=_("What happened"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact = forms.CharField(
        label=_("Mobile number"),
        help_text=_("Only to tell them the outcome. It is sealed, and erased afterwards."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **OFF}),
    )


class PenaltyForm(Placed):
    """An authority's penalty."""

    vendor = VendorField(label=_("Vendor"), queryset=Vendor.objects.none())
    trade_class = forms.ChoiceField(
        label=_("Registered as"),
        help_text=_("Three of one kind within a year bar: small catering two years, a stall one."),
        choices=list(TRADE_CLASSES.items()),
    )
    penalised_on = DayField(label=_("Date of the decision"))
    authority = forms.CharField(label=_("Authority"), max_length=100, widget=TEXT)
    reference = forms.CharField(
        label=_("Number of the decision"), max_length=60, required=False, widget=TEXT
    )
    deed = forms.CharField(
        label=_("What for"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    amount_fen = YuanField(label=_("Fine, yuan"), required=False)
