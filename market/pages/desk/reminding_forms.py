"""What is asked about reminding: stages, ways, quiet hours; words; silence and wishes."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from market.core.occasions import Words
from market.core.policies import MOST_STAGES, REMINDERS, Policy, Stage, Unit, Whom, stage
from market.core.refusals import Invalid
from market.pages.filters import Filters
from market.pages.forms import DayField
from market.templatetags.desk_words import CHANNELS, OCCASIONS

BEFORE, AFTER = "before", "after"
UNITS = {Unit.DAY: _("days"), Unit.WORKING_DAY: _("working days")}
WHOM = {
    Whom.VENDOR: pgettext_lazy("told", "The vendor"),
    Whom.RESPONSIBLE: _("Whoever is responsible"),
    Whom.STEWARD: _("The zone's steward"),
    Whom.MANAGER: _("The manager"),
}
AUDIENCES = {"vendor": _("To the vendor"), "staff": _("To the house")}
LANGUAGES = {"zh-hans": "中文", "en": "English"}
MOST_WAYS = 3


def ways() -> list[tuple[str, Any]]:
    """The ways that there are here, by name."""
    return [(name, CHANNELS.get(name, name)) for name in settings.CHANNELS]


def ways_to_vendors() -> list[tuple[str, Any]]:
    """Those that lead to one vendor and to nobody else."""
    return [way for way in ways() if way[0] not in settings.TO_GROUPS]


class StageForm(forms.Form):
    """One day on which to speak."""

    count = forms.IntegerField(label=_("How many"), min_value=0, max_value=400, required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=list(UNITS.items()), required=False)
    side = forms.ChoiceField(
        label=_("Before or after"),
        choices=[
            (BEFORE, pgettext_lazy("stage", "before")),
            (AFTER, pgettext_lazy("stage", "after")),
        ],
        required=False,
    )
    to = forms.MultipleChoiceField(
        label=_("Who is told"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, whom: Sequence[Whom], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["to"].choices = [(str(each), WHOM[each]) for each in whom]  # type: ignore[attr-defined]

    def stage(self) -> Stage | None:
        """The stage; none where the row was left empty."""
        told = self.cleaned_data
        if told.get("count") is None:
            return None
        days = -told["count"] if told["side"] == BEFORE else told["count"]
        unit, to = Unit(told["unit"]), tuple(map(Whom, told["to"]))
        return stage(days, *to, unit=unit) if to else Stage("", days, unit, ())


class WaysForm(forms.Form):
    """How it is said: the ways in order, the hours, and whether with other things."""

    first = forms.ChoiceField(label=_("First by"), required=False)
    second = forms.ChoiceField(label=_("If that fails, by"), required=False)
    third = forms.ChoiceField(label=_("And then by"), required=False)
    quiet_from = forms.TimeField(
        label=_("Nothing after"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("and nothing before"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    digest = forms.BooleanField(
        label=_("Together with what else there is to say that day"), required=False
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in ("first", "second", "third"):
            self.fields[name].choices = [("", _("as the house does")), *ways()]  # type: ignore[attr-defined]

    def ways(self) -> tuple[str, ...]:
        told = (self.cleaned_data.get(name) for name in ("first", "second", "third"))
        return tuple(dict.fromkeys(way for way in told if way))

    def quiet(self) -> tuple[time, time] | None:
        """The hours. Raises Invalid where only one end is given."""
        ends = (self.cleaned_data.get("quiet_from"), self.cleaned_data.get("quiet_until"))
        if (ends[0] is None) != (ends[1] is None):
            raise Invalid("half_quiet", "Give both ends of the quiet hours.", field="quiet_from")
        return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


class PolicyForms:
    """The forms of one policy, read together."""

    def __init__(self, occasion: str, policy: Policy, data: Any = None) -> None:
        self.reminder = REMINDERS[occasion]
        rows = forms.formset_factory(
            StageForm, extra=1, max_num=MOST_STAGES, absolute_max=MOST_STAGES
        )
        self.stages = rows(
            data,
            prefix="stage",
            initial=[_initial(each) for each in policy.stages],
            form_kwargs={"whom": self.reminder.whom},
        )
        channels = [*policy.channels, *[""] * MOST_WAYS][:MOST_WAYS]
        quiet_from, quiet_until = policy.quiet or (None, None)
        self.ways = WaysForm(
            data,
            initial={
                **dict(zip(("first", "second", "third"), channels, strict=True)),
                "quiet_from": quiet_from,
                "quiet_until": quiet_until,
                "digest": policy.digest,
            },
        )

    def policy(self) -> Policy | None:
        """What was settled; None, with the fault on the form, where it cannot be read."""
        if not (self.stages.is_valid() and self.ways.is_valid()):
            return None
        told = [found for form in self.stages if (found := form.stage()) is not None]
        ordered = sorted(told, key=lambda each: each.days)
        return Policy(
            tuple(ordered), self.ways.ways(), self.ways.quiet(), self.ways.cleaned_data["digest"]
        )


def _initial(each: Stage) -> dict[str, Any]:
    return {
        "count": abs(each.days),
        "unit": str(each.unit),
        "side": AFTER if each.days > 0 else BEFORE,
        "to": [str(whom) for whom in each.to],
    }


class WordsForm(forms.Form):
    """A title and a text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Text"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def words(self) -> Words:
        """As they stand, also half written."""
        data = self.data or self.initial
        return Words(str(data.get("title", "")), str(data.get("body", "")))


class SilenceForm(forms.Form):
    """Until when nothing is said, and why."""

    until = DayField(
        label=_("Until"), help_text=_("Included. Legal notices are said all the same.")
    )
    reason = forms.CharField(label=_("Why"), max_length=200)


class WishesForm(forms.Form):
    """How a vendor would be told."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()))
    first = forms.ChoiceField(label=_("By which way"), required=False)
    quiet_from = forms.TimeField(
        label=_("Nothing after"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("and nothing before"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["first"].choices = [("", _("As the market usually does")), *ways_to_vendors()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (told.get("quiet_from") is None) != (told.get("quiet_until") is None):
            self.add_error("quiet_from", _("Give both ends of the quiet hours."))
        return told

    def wishes(self) -> dict[str, Any]:
        told = self.cleaned_data
        ends = (told.get("quiet_from"), told.get("quiet_until"))
        return {
            "language": told["language"],
            "channels": [told["first"]] if told["first"] else [],
            "quiet": ends if ends[0] is not None else None,
        }


class PlannedFilters(Filters):
    """A day's queue, by occasion and way."""

    day = DayField(label=_("Day"))
    occasion = forms.ChoiceField(
        label=_("Occasion"), choices=[("", _("Any occasion")), *OCCASIONS.items()]
    )
