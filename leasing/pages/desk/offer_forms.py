"""What an offer says, as it is typed: pitches, days, amounts, when bills are due."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.core.drafts import DraftLine, LeaseDraft
from leasing.models import Application
from leasing.queries.to_let import Asked, asked_for
from leasing.templatetags.leasing_words import (
    ANCHORS,
    DUE_RULES,
    INTERVALS,
    PRORATIONS,
    WEEKDAYS,
)
from market.core.hours import EVERY_DAY, Hours
from market.core.money import yuan
from market.core.periods import ONE_DAY, Period, months_after
from market.core.refusals import Invalid
from market.models import Pitch
from market.pages.forms import DayField, MomentField, YuanField
from market.queries.free import free_for

TIME_TO_ANSWER = timedelta(hours=48)
FEES = ("rent", "management", "sanitation")
# what the market usually asks is filled in; beside each field stands what was, so that it can be
# told from what somebody typed
GUIDES = {
    "rent": "guide",
    "sanitation": "guide_sanitation",
    "deposit": "guide_deposit",
    "interval_months": "guide_interval",
}


class OfferForm(forms.Form):
    """An offer on an application. Only pitches that are free for all of its days can be chosen."""

    first = DayField(label=_("From"))
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=240, required=False)
    last = DayField(
        label=_("Or until (included)"),
        required=False,
    )
    pitches = forms.ModelMultipleChoiceField(
        label=_("Pitch"),
        queryset=Pitch.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one pitch."),
            "invalid_choice": _("A pitch you chose is not free on all these days any more."),
        },
    )
    rent = YuanField(label=_("Rent a month"))
    guide = forms.CharField(required=False, widget=forms.HiddenInput)
    management = YuanField(label=_("Management fee"), required=False)
    sanitation = YuanField(label=_("Sanitation fee"), required=False)
    guide_sanitation = forms.CharField(required=False, widget=forms.HiddenInput)
    deposit = YuanField(label=_("Deposit, once"), required=False)
    guide_deposit = forms.CharField(required=False, widget=forms.HiddenInput)
    interval_months = forms.TypedChoiceField(
        label=_("A bill"), choices=list(INTERVALS.items()), coerce=int
    )
    guide_interval = forms.CharField(required=False, widget=forms.HiddenInput)
    due_rule = forms.ChoiceField(label=_("Due"), choices=list(DUE_RULES.items()))
    due_day = forms.IntegerField(
        label=_("Day of the month"), min_value=1, max_value=31, required=False
    )
    until = MomentField(label=_("The offer stands until"))
    beyond = forms.CharField(
        label=_("Why one more than the call has places for"),
        required=False,
        max_length=200,
        help_text=_("Only where the places for this trade are all taken."),
    )

    due_offset_days = forms.IntegerField(
        label=_("Days later"), min_value=-60, max_value=60, required=False
    )
    due_next_working_day = forms.BooleanField(
        label=_("A due day that is a rest day moves to the next working day"), required=False
    )
    anchor = forms.ChoiceField(label=_("Periods begin"), choices=list(ANCHORS.items()))
    proration = forms.ChoiceField(label=_("Parts of a month"), choices=list(PRORATIONS.items()))
    weekdays = forms.MultipleChoiceField(
        label=_("Only on"),
        choices=list(WEEKDAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(
        label=_("From the hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes = forms.TimeField(
        label=_("To the hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    FURTHER = (
        *("due_offset_days", "due_next_working_day", "anchor", "proration"),
        *("weekdays", "opens", "closes"),
    )

    def __init__(
        self, application: Application, data: QueryDict | None, *, at: datetime, sending: bool
    ) -> None:
        super().__init__(data.copy() if data else None, initial=_suggested(application, at))
        self.application = application
        self.free = list(free_for(application.market, **self._wanted()))
        if application.call_id is None:
            del self.fields["beyond"]
        field = self.fields["pitches"]
        field.queryset = Pitch.objects.filter(pk__in=[pitch.pk for pitch in self.free])  # type: ignore[attr-defined]
        self.asked = self._asked()
        self.moved: set[str] = set()
        if not sending:
            self._follow_what_is_asked()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("due_rule") == "day_of_month" and not told.get("due_day"):
            self.add_error("due_day", _("Say on which day of the month bills are due."))
        return told

    @property
    def chosen(self) -> set[str]:
        """The ids of the pitches that are ticked."""
        return {str(pk) for pk in self["pitches"].value() or ()}

    @property
    def further(self) -> list[forms.BoundField]:
        """The terms that most leases leave as they are."""
        return [self[name] for name in self.FURTHER]

    @property
    def further_wrong(self) -> bool:
        return any(field.errors for field in self.further)

    def terms(self, told: dict[str, Any]) -> LeaseDraft:
        """The terms that were typed. Raises Invalid for what the law does not allow."""
        return LeaseDraft(
            first=told["first"],
            last=_last(told["first"], told["months"], told["last"]),
            lines=tuple(DraftLine(fee, told[fee]) for fee in FEES if told[fee]),
            interval_months=told["interval_months"],
            anchor=told["anchor"],
            proration=told["proration"],
            due_rule=told["due_rule"],
            due_day=told["due_day"] if told["due_rule"] == "day_of_month" else None,
            due_offset_days=told["due_offset_days"] or 0,
            due_next_working_day=told["due_next_working_day"],
            deposit_fen=told["deposit"] or 0,
            weekdays=tuple(int(day) for day in told["weekdays"]) or EVERY_DAY,
            hours=_hours(told["opens"], told["closes"]),
        )

    def _wanted(self) -> dict[str, Any]:
        """The days and hours for which pitches are looked for, as far as they can be read."""
        first = self._read("first") or self.initial["first"]
        last = _last(first, self._read("months"), self._read("last"))
        weekdays = tuple(int(day) for day in self._read("weekdays") or ()) or EVERY_DAY
        try:
            period = Period.through(first, last)
            hours = _hours(self._read("opens"), self._read("closes"))
        except Invalid:
            period, hours = Period.through(first, first), Hours()
        return {"period": period, "weekdays": weekdays, "hours": hours}

    def _read(self, name: str) -> Any:
        if not self.is_bound:
            return self.initial.get(name)
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, {}, name))
        except forms.ValidationError:
            return None

    def _asked(self) -> Asked:
        """What the market usually asks for the pitches that are ticked, from the first day on."""
        ticked = [pitch for pitch in self.free if str(pitch.pk) in self.chosen]
        return asked_for(self.application.market, ticked, on=self._wanted()["period"].start)

    def _follow_what_is_asked(self) -> None:
        """What is usually asked for the pitches that are ticked, until somebody types another."""
        asked = self.asked
        self._follow("rent", _amount(asked.rent_fen), blank=True)
        self._follow("sanitation", _amount(asked.sanitation_fen))
        self._follow("interval_months", str(asked.interval_months))
        rent_fen = self._read("rent") if self.is_bound else asked.rent_fen
        self._follow("deposit", _amount((rent_fen or 0) * asked.deposit_months))

    def _follow(self, name: str, said: str, *, blank: bool = False) -> None:
        """blank: an empty field is filled in again."""
        guide = GUIDES[name]
        if not self.is_bound:
            self.initial = {**self.initial, name: said, guide: said}
            return
        now, was = self.data.get(name, ""), self.data.get(guide, "")
        if now == was or (blank and not now):
            self.data[name] = self.data[guide] = said  # type: ignore[index]
            if (now, was) != (said, said):
                self.moved.add(name)


def _amount(fen: int) -> str:
    return yuan(fen) if fen else ""


def _suggested(application: Application, at: datetime) -> dict[str, Any]:
    return {
        "first": max(application.starts_on or at.date(), at.date()),
        "months": application.months,
        "pitches": _meant(application),
        "interval_months": 1,
        "due_rule": "period_start",
        "anchor": "calendar",
        "proration": "actual_days_in_month",
        "until": (at + TIME_TO_ANSWER).replace(minute=0, second=0, microsecond=0),
    }


def _meant(application: Application) -> list[int]:
    """The pitch that was decided on, or the first wish."""
    decision = getattr(application, "decision", None)
    pitch = decision.pitch_id if decision and decision.pitch_id else application.wish_id
    return [pitch] if pitch else []


def _last(first: date, months: int | None, last: date | None) -> date | None:
    if last is not None or not months:
        return last
    return months_after(first, months) - ONE_DAY


def _hours(opens: Any, closes: Any) -> Hours:
    """The hours of the day; the whole market day unless both ends are given."""
    return Hours.between(opens, closes) if opens and closes else Hours()
