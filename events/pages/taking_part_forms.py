"""The forms of calls, nights and what comes after them."""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.core.calling_off import Cause
from events.core.leads import Unit
from events.models import Series, Session
from events.pages.forms import ClockField
from events.pages.said import CAUSES
from events.templatetags.night_words import WEATHERS
from market.core.hours import Hours
from market.models import Worker
from market.pages.forms import DayField, MomentField, YuanField

_QUOTA = re.compile(r"^\s*(\S.*?)\s*[:： ]\s*([0-9]{1,3})\s*$")


class QuotasField(forms.CharField):
    """Places by trade, a line each: 水产 2."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, max_length=1000, **given)

    def clean(self, value: Any) -> dict[str, int]:
        text = super().clean(value)
        found = {}
        for line in filter(str.strip, text.splitlines()):
            match = _QUOTA.match(line)
            if match is None:
                raise forms.ValidationError(_("Write each trade with its number: seafood 2"))
            found[match[1][:30]] = int(match[2])
        return found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{trade} {places}" for trade, places in value.items())
        return value


class TermsForm(forms.Form):
    """What a call asks and gives."""

    opens_at = MomentField(label=_("Sign-up opens"))
    closes_at = MomentField(label=_("Sign-up closes"))
    places = forms.IntegerField(
        label=_("Places in one night"),
        required=False,
        min_value=1,
        max_value=2000,
        help_text=_("Empty: as many as there are pitches."),
    )
    quotas = QuotasField(
        label=_("Of these, by trade"), help_text=_("A line each, such as: seafood 2")
    )
    first_come = forms.BooleanField(
        label=_("Whoever comes first has a place; otherwise we choose"), required=False
    )
    fee_fen = YuanField(label=_("Fee for a night"), required=False)
    deposit_fen = YuanField(label=_("Deposit for a night"), required=False)
    offer_hours = forms.IntegerField(
        label=_("Hours to take a place that has come free"), min_value=1, max_value=72
    )
    free_until_hours = forms.IntegerField(
        label=_("Until how many hours before is the fee given back"), min_value=0, max_value=240
    )
    weather_percent = forms.IntegerField(
        label=_("Fee given back when the weather stops it, percent"), min_value=0, max_value=100
    )
    police_percent = forms.IntegerField(
        label=_("When the police stop it, percent"), min_value=0, max_value=100
    )
    market_percent = forms.IntegerField(
        label=_("When we stop it, percent"), min_value=0, max_value=100
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("fee_fen", "deposit_fen"):
            told[name] = told.get(name) or 0
        return told


class CallForm(TermsForm):
    """A new call, to a series or to one of its nights."""

    series = forms.ModelChoiceField(
        Series.objects.none(), label=_("Series"), empty_label=_("Which series")
    )
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=_("Only for one night"),
        required=False,
        empty_label=_("Every night of the series"),
    )
    part = forms.ChoiceField(
        label=_("Who is invited"),
        choices=[
            ("stall", pgettext_lazy("call", "Stalls")),
            ("act", pgettext_lazy("call", "Performers")),
        ],
    )
    field_order = ("series", "session", "part")

    def __init__(
        self, *args: Any, series: QuerySet[Series], sessions: QuerySet[Session], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        for name, rows in (("series", series), ("session", sessions)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class LateCodeForm(forms.Form):
    """For how many, and until when."""

    uses = forms.IntegerField(label=_("For how many sign-ups"), min_value=1, max_value=100)
    until = MomentField(label=_("Good until"))


class CallOffForm(forms.Form):
    """Why it is called off."""

    cause = forms.ChoiceField(label=_("Who stops it"), choices=list(CAUSES.items()), required=False)
    reason = forms.CharField(label=_("In a few words"), required=False, max_length=100)

    def clean_cause(self) -> str:
        return self.cleaned_data["cause"] or Cause.MARKET


class PutOffForm(CallOffForm):
    """To when it is put off, where that is known."""

    day = DayField(
        label=_("To which day"),
        required=False,
        help_text=_(
            "Empty: not known yet. Who signed up stays, the pitches are free meanwhile, and once "
            "you move it everybody is told the new day."
        ),
    )
    opens = ClockField(label=_("Opens at"), required=False)
    closes = ClockField(label=_("Closes at"), required=False)
    field_order = ("day", "opens", "closes")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("opens", "closes"):
            if told.get("day") and not told.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return told

    def hours(self) -> Hours:
        """Raises Invalid("bad_hours") where they do not fit into one market day."""
        return Hours.between(self.cleaned_data["opens"], self.cleaned_data["closes"])


class CountForm(forms.Form):
    """How many came, in what weather."""

    people = forms.IntegerField(
        label=_("How many came"), required=False, min_value=0, max_value=1_000_000
    )
    weather = forms.ChoiceField(
        label=_("Weather"), required=False, choices=[("", "—"), *WEATHERS.items()]
    )
    celsius = forms.IntegerField(label=_("Degrees"), required=False, min_value=-30, max_value=45)


class HandBackForm(forms.Form):
    """What state the pitch was left in."""

    tidy = forms.BooleanField(label=_("Left clean and whole"), required=False, initial=True)
    deducted_fen = YuanField(label=_("Kept of the deposit"), required=False)
    reason = forms.CharField(label=_("For what"), required=False, max_length=200)

    def clean_deducted_fen(self) -> int:
        return self.cleaned_data["deducted_fen"] or 0

    def told(self) -> dict[str, Any]:
        return self.cleaned_data


class HereForm(forms.Form):
    """Who is behind the stall tonight."""

    worker = forms.ModelChoiceField(
        Worker.objects.none(),
        label=_("Who is here tonight"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=_("Somebody else: their name"), required=False, max_length=60)

    def __init__(self, *args: Any, workers: QuerySet[Worker], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["worker"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = workers
        if not workers.exists():
            del self.fields["worker"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("worker") and not told.get("who"):
            raise forms.ValidationError(_("Say who is here."))
        return {"worker": told.get("worker"), "who": told.get("who", "")}


class TakingsForm(forms.Form):
    """What was taken, for who likes to tell."""

    amount_fen = YuanField(label=_("Taken that night"))


class AwayForm(forms.Form):
    """From which day to which one is away, both included."""

    first = DayField(label=_("From"))
    last = DayField(label=_("To and including"))


class LeadForm(forms.Form):
    """How early an authority wants a filing."""

    days = forms.IntegerField(label=_("How many days before"), min_value=1, max_value=120)
    unit = forms.ChoiceField(
        label=_("Counted as"),
        choices=[
            (Unit.DAY, pgettext_lazy("days", "natural days")),
            (Unit.WORKING_DAY, pgettext_lazy("days", "working days")),
        ],
    )
    decided_in = forms.IntegerField(
        label=_("Answered within"), required=False, min_value=0, max_value=120
    )
    source = forms.CharField(label=_("Where that is written"), max_length=200)
