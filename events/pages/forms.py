"""The forms of the programme's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.core.occasions import Feature as CoreFeature
from events.models import Programme, Series, Session, SignUp
from events.pages.words import Feature, Kind
from events.queries.pitches import free_pitches
from events.queries.sign_ups import open_requests
from market.core.hours import Hours
from market.models import Market, Pitch, Zone
from market.pages.forms import DayField

MOST_PEOPLE = 1_000_000


class ClockField(forms.TimeField):
    """A time of day, as the device asks for it."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, **given)


class WhenAndWhere(forms.Form):
    """A market day, its hours, and the ground."""

    day = DayField(label=_("On which day"))
    opens = ClockField(label=_("Opens at"))
    closes = ClockField(
        label=_("Closes at"), help_text=_("Earlier than the opening: the next morning.")
    )
    zone = forms.ModelChoiceField(Zone.objects.none(), label=_("Where"), required=False)

    def __init__(self, *args: Any, zones: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ModelChoiceField)
        zone.queryset = zones
        zone.empty_label = _("The whole market")

    def hours(self) -> Hours:
        """Raises Invalid("bad_hours") where they do not fit into one market day."""
        return Hours.between(self.cleaned_data["opens"], self.cleaned_data["closes"])


class Crowd(forms.Form):
    """What decides about filings: how many people, and what there will be."""

    expected_people = forms.IntegerField(
        label=_("How many people at once"),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("From 1,000 on the police must give a permit."),
    )
    features = forms.MultipleChoiceField(
        label=_("What there will be"),
        choices=Feature.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_features(self) -> list[CoreFeature]:
        return [CoreFeature(word) for word in self.cleaned_data["features"]]


class Naming(forms.Form):
    """A name of the session's own."""

    name = forms.CharField(
        label=_("Name"), max_length=80, required=False, help_text=_("Empty: as the series.")
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    note = forms.CharField(
        label=_("What visitors should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ScheduleForm(Naming, Crowd, WhenAndWhere):
    """Everything about one session."""

    series = forms.ModelChoiceField(Series.objects.none(), label=_("Series"))
    field_order = ("series", "day", "opens", "closes", "zone", "expected_people", "features")

    def __init__(self, *args: Any, series: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        chosen = self.fields["series"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = series
        chosen.empty_label = _("Which series")
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ModelChoiceField)
        zone.empty_label = _("As the series")


class SeriesForm(forms.Form):
    """A new series."""

    market = forms.ModelChoiceField(Market.objects.none(), label=_("Market"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    slug = forms.SlugField(
        label=_("Short name for its address"),
        max_length=50,
        help_text=_("Letters, digits and hyphens. People subscribe to it, so it stays."),
    )
    zone = forms.ModelChoiceField(
        Zone.objects.none(), label=_("Where"), required=False, empty_label=_("The whole market")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("None")
    )
    rebate_percent = forms.DecimalField(
        label=_("Rebate on the rent, in percent"),
        help_text=_(
            "Only for closed days: each that you announce closes its ground and takes this off the"
            " rent of the day. Empty: it only stands on the calendar."
        ),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
    )
    about = forms.CharField(
        label=_("In a sentence or two"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about_en = forms.CharField(
        label=_("The same in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, markets: Any, zones: Any, programmes: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, rows in (("market", markets), ("zone", zones), ("programme", programmes)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class RebateForm(forms.Form):
    """What a closed day takes off the rents."""

    rebate_percent = forms.DecimalField(
        label=_("Rebate on the rent, in percent"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
    )


class ProgrammeForm(forms.Form):
    """A new programme."""

    market = forms.ModelChoiceField(Market.objects.none(), label=_("Market"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    slug = forms.SlugField(label=_("Short name for its address"), max_length=50)

    def __init__(self, *args: Any, markets: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["market"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = markets


class AnnounceForm(forms.Form):
    """Up to which day a series' dates are announced."""

    through = DayField(label=_("Announce every date up to"))


class CalendarFileForm(forms.Form):
    """Somebody else's calendar as a file."""

    file = forms.FileField(label=_("Calendar file"), max_length=200)


class RequestField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Vendors who have asked, with what they sell."""

    def label_from_instance(self, obj: SignUp) -> str:
        return " · ".join(part for part in (obj.vendor.name, obj.vendor.trade) if part)


class PitchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Pitches, each under the name of its zone."""

    def label_from_instance(self, obj: Pitch) -> str:
        return f"{obj.code} · {obj.zone.name}"


class PlaceForm(forms.Form):
    """Which vendor gets which pitch."""

    sign_up = RequestField(SignUp.objects.none(), label=_("Vendor"), empty_label=_("Which vendor"))
    pitch = PitchField(Pitch.objects.none(), label=_("Pitch"), empty_label=_("Which pitch"))

    def __init__(self, session: Session, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["sign_up"].queryset = open_requests(session)  # type: ignore[attr-defined]
        self.fields["pitch"].queryset = free_pitches(session)  # type: ignore[attr-defined]
