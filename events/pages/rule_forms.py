"""The rule of a series as a form: what it goes by decides what is asked."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.core.laying_out import Schedule
from events.core.recurrence.english import TERMS
from events.core.recurrence.festivals import FESTIVALS
from events.core.recurrence.writing import read, written
from events.pages.forms import ClockField, Crowd
from market.core.hours import Hours
from market.core.refusals import Invalid
from market.pages.forms import DayField, said

_NUMBERS = re.compile(r"-?\d+")
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}")
EVERY = (
    ("week", _("Days of the week")),
    ("month", _("Days of the month")),
    ("month_weekday", _("A weekday of the month, such as its last Saturday")),
    ("lunar", _("Lunar days, such as 5 and 10")),
    ("festival", _("Festivals")),
    ("term", _("Solar terms and dog days")),
    ("off", _("Days off, or the eves of them")),
    ("none", _("Single days only")),
)
WEEKDAYS = (
    *((1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")), (4, _("Thursday"))),
    *((5, _("Friday")), (6, _("Saturday")), (7, _("Sunday"))),
)
PLACES = (
    *((1, _("First")), (2, _("Second")), (3, _("Third")), (4, _("Fourth"))),
    (-1, pgettext_lazy("of a month", "Last")),
)
# what is asked besides, by what the rule goes by
ASKED = {
    "week": ("weekdays", "interval"),
    "month": ("days", "interval"),
    "month_weekday": ("places", "weekdays"),
    "lunar": ("digits", "lunar_days", "months", "leap", "missing_day"),
    "festival": ("keys", "before", "after"),
    "term": ("names",),
    "off": ("which",),
    "none": (),
}


def _many(label: Any, choices: Any, **given: Any) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **given,
    )


def _named(language_names: Any) -> Any:
    def choices() -> list[tuple[str, str]]:
        speaks_english = (get_language() or "").startswith("en")
        return [(key, en if speaks_english else zh) for key, zh, en in language_names]

    return choices


class RuleForm(Crowd):
    """On which days, from when to when, and at what hours."""

    every = forms.ChoiceField(label=_("It goes by"), choices=EVERY)
    weekdays = _many(_("On which days"), WEEKDAYS, coerce=int)
    interval = forms.IntegerField(
        label=_("Every so many weeks or months"), min_value=1, max_value=52, required=False
    )
    days = forms.CharField(
        label=_("Days of the month"),
        required=False,
        max_length=80,
        help_text=_("Numbers, such as 1 15. -1 is the last day."),
    )
    places = _many(_("Which of the month"), PLACES, coerce=int)
    digits = _many(
        _("Lunar days that end in"), [(n % 10, str(n % 10)) for n in range(1, 11)], coerce=int
    )
    lunar_days = forms.CharField(
        label=_("Or these lunar days"),
        required=False,
        max_length=120,
        help_text=_("Numbers from 1 to 30, such as 7 or 14 15 16."),
    )
    months = _many(_("In these lunar months only"), [(n, str(n)) for n in range(1, 13)], coerce=int)
    leap = forms.ChoiceField(
        label=_("In a leap month"),
        required=False,
        choices=(
            ("include", _("As in any other")),
            ("skip", _("Not at all")),
            ("only", _("Only then")),
        ),
    )
    missing_day = forms.ChoiceField(
        label=_("In a month without a 30th"),
        required=False,
        choices=(("skip", _("Nothing instead")), ("last_day", _("On the 29th instead"))),
    )
    keys = _many(_("Which festivals"), _named([(f.key, f.zh, f.en) for f in FESTIVALS.values()]))
    before = forms.IntegerField(label=_("Days before"), min_value=0, max_value=15, required=False)
    after = forms.IntegerField(label=_("Days after"), min_value=0, max_value=15, required=False)
    names = _many(_("Which terms"), _named([(zh, zh, en) for zh, en in TERMS.items()]))
    which = forms.ChoiceField(
        label=_("Which days"),
        required=False,
        choices=(
            ("eves", _("Eves of days off")),
            ("rest_days", _("Days off")),
            ("working_days", _("Working days")),
        ),
    )
    season_first = forms.CharField(
        label=_("Season from"), required=False, max_length=5, help_text=_("Such as 04-03.")
    )
    season_last = forms.CharField(label=_("Season to"), required=False, max_length=5)
    shift = forms.ChoiceField(
        label=_("When a date falls on a day off"),
        required=False,
        choices=(
            ("none", _("It stays")),
            ("next_working", _("It goes to the next working day")),
            ("previous_working", _("It goes to the last working day before")),
            ("skip_rest", _("It is left out")),
            ("skip_working", _("It is held only then")),
        ),
    )
    left_out = forms.CharField(
        label=_("Without these days"), required=False, help_text=_("Such as 2026-10-01 2026-10-02.")
    )
    added = forms.CharField(label=_("And these days besides"), required=False)
    opens = ClockField(label=_("Opens at"))
    closes = ClockField(
        label=_("Closes at"), help_text=_("Earlier than the opening: the next morning.")
    )
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: without end."))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.errors:
            return told
        try:
            told["rule"] = read(_told(told))
            told["hours"] = Hours.between(told["opens"], told["closes"])
        except Invalid as refusal:
            self.add_error(_field_of(refusal, told["every"]), said(refusal))
        return told

    @property
    def chosen(self) -> str:
        """What the rule goes by, as far as it has been said."""
        value = self["every"].value()
        return value if value in ASKED else "week"

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that this kind of rule asks for."""
        return [self[name] for name in ASKED[self.chosen]]

    def schedule(self) -> Schedule:
        """What has been said, once it is valid."""
        told = self.cleaned_data
        return Schedule(told["rule"], told["hours"], told["first_on"], told.get("last_on"))


class SplitForm(RuleForm):
    """How a series goes on from a day."""

    from_on = DayField(label=_("From which day on"))
    slug = forms.SlugField(
        label=_("Short name for its address"),
        max_length=50,
        help_text=_("What goes on has a calendar of its own, under this name."),
    )
    first_on = None  # type: ignore[assignment]
    last_on = None  # type: ignore[assignment]
    expected_people = None  # type: ignore[assignment]
    features = None  # type: ignore[assignment]

    def clean_features(self) -> list[Any]:
        return []

    def schedule(self) -> Schedule:
        told = self.cleaned_data
        return Schedule(told["rule"], told["hours"], told["from_on"])


def initial_of(schedule: Schedule) -> dict[str, Any]:
    """A rule as the form shows it."""
    told = written(schedule.rule)
    found: dict[str, Any] = {**told, "interval": told.get("interval", 1)}
    if told["every"] == "month":
        found["days"] = " ".join(map(str, told["days"]))
    if told["every"] == "lunar":
        found["digits"], found["lunar_days"] = _by_digits(told["days"])
        found["months"] = [] if told["months"] == "*" else told["months"]
    for season in told.get("seasons", [])[:1]:
        found["season_first"], found["season_last"] = season["first"], season["last"]
    for name in ("left_out", "added"):
        found[name] = " ".join(told.get(name, []))
    opens, closes = schedule.hours.on(schedule.first_on)
    found |= {"opens": opens.time(), "closes": closes.time()}
    return found | {"first_on": schedule.first_on, "last_on": schedule.last_on}


def _by_digits(days: list[int]) -> tuple[list[int], str]:
    """逢五逢十 as the digits 5 and 0; days that are no whole digits as they are."""
    digits = sorted({day % 10 for day in days})
    whole = {day for digit in digits for day in range(digit or 10, 31, 10)}
    return (digits, "") if whole == set(days) else ([], " ".join(map(str, days)))


def _told(told: dict[str, Any]) -> dict[str, Any]:
    rule = {"every": told["every"], **_pattern(told)}
    first, last = told["season_first"], told["season_last"]
    if first or last:
        rule["seasons"] = [{"first": first or "01-01", "last": last or "12-31"}]
    if told["shift"]:
        rule["shift"] = told["shift"]
    for name in ("left_out", "added"):
        if told[name]:
            rule[name] = _DAYS.findall(told[name]) or [told[name]]
    return rule


def _pattern(told: dict[str, Any]) -> dict[str, Any]:
    every = told["every"]
    if every == "lunar":
        digits = [day for digit in told["digits"] for day in range(digit or 10, 31, 10)]
        typed = map(int, _NUMBERS.findall(told["lunar_days"])[:30])
        return {
            "days": sorted({*digits, *typed}),
            "months": told["months"] or "*",
            "leap": told["leap"] or "include",
            "missing_day": told["missing_day"] or "skip",
        }
    if every == "month":
        days = [int(each) for each in _NUMBERS.findall(told["days"])[:31]]
        return {"days": days, "interval": told["interval"] or 1}
    found = {name: told[name] for name in ASKED[every]}
    for name, usual in (("interval", 1), ("before", 0), ("after", 0)):
        if name in found:
            found[name] = found[name] or usual
    return found


def _field_of(refusal: Invalid, every: str) -> str | None:
    name = str(refusal.facts.get("field", "")).removeprefix("rule.").split("[")[0]
    if every == "lunar" and name == "days":
        return "lunar_days"
    named = {"seasons": "season_first", "hours": "closes"}.get(name, name)
    return named if named in ASKED[every] or named in RuleForm.base_fields else None
