"""What is typed about meters."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from leasing.models import Meter
from leasing.pages.figures import FigureField, PhotoField
from leasing.templatetags.meter_words import SERVES, UTILITIES, WEIGHTS
from market.models import Market, Pitch
from market.pages.forms import DayField, ReasonForm
from market.templatetags.glances import named


class ReadingForm(forms.Form):
    """What the dial shows. sure is asked for where it is hard to believe."""

    day = DayField(label=_("Read on"), help_text=_("What the dial showed that morning."))
    value = FigureField(label=_("Reading"))
    estimated = forms.BooleanField(label=_("Estimated: nobody could look"), required=False)
    rolled_over = forms.BooleanField(label=_("The dial went past all nines"), required=False)
    sure = forms.BooleanField(label=_("I looked again, it is right"), required=False)
    photo = PhotoField(label=_("Photo of the dial"), required=False)


class CorrectionForm(ReasonForm):
    """Another value in the place of a reading, and why."""

    field_order = ("value", "rolled_over", "sure", "reason")
    value = FigureField(label=_("What it should be"))
    rolled_over = forms.BooleanField(label=_("The dial went past all nines"), required=False)
    sure = forms.BooleanField(label=_("I looked again, it is right"), required=False)


class PitchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A pitch by its code and zone."""

    def label_from_instance(self, obj: Pitch) -> str:
        return f"{obj.code} · {named(obj.zone)}"


class MeterForm(forms.Form):
    """A meter that is put in."""

    market = forms.ModelChoiceField(
        label=_("Market"), queryset=Market.objects.none(), empty_label=None
    )
    utility = forms.ChoiceField(label=_("For"), choices=list(UTILITIES.items()))
    number = forms.CharField(
        label=_("Number on the meter"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    serves = forms.ChoiceField(label=_("Serves"), choices=list(SERVES.items()))
    pitch = PitchField(label=_("Pitch"), queryset=Pitch.objects.none(), required=False)
    place = forms.CharField(label=_("Where it hangs"), max_length=60, required=False)
    multiplier = FigureField(
        label=_("Multiplier"),
        help_text=_("Of the current transformer; 1 where there is none."),
        max_digits=9,
    )
    digits = forms.IntegerField(label=_("Digits before the point"), min_value=3, max_value=9)
    on = DayField(label=_("Put in on"))
    value = FigureField(label=_("It shows"))

    def __init__(
        self, markets: QuerySet[Market], pitches: QuerySet[Pitch], *args: Any, **given: Any
    ) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["market"].queryset = markets
        fields["market"].initial = markets.first()
        fields["pitch"].queryset = pitches


class ReplacementForm(forms.Form):
    """One meter goes, another comes; without a number only the first."""

    on = DayField(label=_("On"))
    final = FigureField(label=_("The old one shows"))
    number = forms.CharField(
        label=_("Number of the new one"),
        help_text=_("Leave it empty where none comes."),
        max_length=30,
        required=False,
    )
    initial_value = FigureField(label=_("The new one shows"), required=False)


class TariffForm(forms.Form):
    """What the utility charges from a day on."""

    market = forms.ModelChoiceField(
        label=_("Market"), queryset=Market.objects.none(), empty_label=None
    )
    utility = forms.ChoiceField(label=_("For"), choices=list(UTILITIES.items()))
    price = FigureField(
        label=_("Yuan for a kWh or m³"),
        help_text=_("Exactly what the utility charges: the market adds nothing to it."),
        decimal_places=6,
    )
    from_day = DayField(label=_("From"))
    source = forms.CharField(
        label=_("Where it is written"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, markets: QuerySet[Market], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["market"].queryset = markets
        fields["market"].initial = markets.first()


class MeterField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A meter by its number and place."""

    def label_from_instance(self, obj: Meter) -> str:
        return f"{obj.number} {obj.place}".strip()


class MetersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several meters by their numbers and pitches."""

    def label_from_instance(self, obj: Meter) -> str:
        return f"{obj.number} · {obj.pitch.code if obj.pitch else obj.place}"


class LossForm(forms.Form):
    """Who shares what is lost behind a main meter, and by what."""

    name = forms.CharField(label=_("Name"), max_length=40)
    main = MeterField(label=_("Main meter"), queryset=Meter.objects.none(), empty_label=None)
    weights = forms.ChoiceField(label=_("Shared"), choices=list(WEIGHTS.items()))
    members = MetersField(
        label=_("Meters behind it"),
        queryset=Meter.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    numbers = forms.CharField(
        label=_("Agreed numbers"),
        help_text=_("Only for agreed numbers: one line a meter, as in D-001 2.5"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, meters: QuerySet[Meter], *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["main"].queryset = meters.filter(serves="main")
        fields["members"].queryset = meters.exclude(serves="main")

    def agreed(self) -> dict[Meter, Decimal | None]:
        """Every meter with its number, where one is written."""
        written = {}
        for line in self.cleaned_data["numbers"].splitlines():
            name, _space, number = line.strip().rpartition(" ")
            if name and number.replace(".", "", 1).isdigit():
                written[name.strip()] = Decimal(number)
        return {meter: written.get(meter.number) for meter in self.cleaned_data["members"]}
