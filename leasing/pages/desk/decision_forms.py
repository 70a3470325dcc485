"""The forms by which it is decided now, and told later."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.core.plain_terms import PlainTerms
from leasing.core.rubrics import MOST_POINTS
from leasing.models import Application, Criterion, Decision
from leasing.queries.meant import pitches_for
from leasing.templatetags.leasing_words import INTERVALS
from market.core.wording import yuan
from market.models import Pitch
from market.pages.forms import DayField, MomentField, YuanField
from market.templatetags.glances import named

TIME_TO_ANSWER = timedelta(hours=48)


class PitchChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A free pitch; those that were wished for say so, and which wish they are."""

    ranks: dict[int, int]

    def label_from_instance(self, obj: Pitch) -> str:
        rent = f" · {yuan(obj.guide_rent_fen)}" if obj.guide_rent_fen else ""
        rank = self.ranks.get(obj.pk)
        wish = f" ({_('wish')} {rank})" if rank else ""
        return f"{obj.code} · {named(obj.zone)}{rent}{wish}"


class MeantForm(forms.Form):
    """Which pitch is meant."""

    pitch = PitchChoice(
        label=_("Which pitch"),
        queryset=Pitch.objects.none(),
        required=False,
        empty_label=_("Choose later"),
    )

    def __init__(
        self, application: Application, data: QueryDict | None = None, *, on: date, **given: Any
    ) -> None:
        super().__init__(data, **given)
        wishes = [wish.pitch_id for wish in application.wishes.all()]
        field = self.fields["pitch"]
        field.queryset = pitches_for(application, on=on)  # type: ignore[attr-defined]
        field.ranks = {pk: rank for rank, pk in enumerate(wishes, start=1)}  # type: ignore[attr-defined]
        free = set(field.queryset.values_list("pk", flat=True))  # type: ignore[attr-defined]
        wanted = next((pk for pk in wishes if pk in free), None)
        self.initial = {"pitch": wanted, **self.initial}


class AdmitForm(MeantForm):
    """To be admitted, with what in mind."""

    reason = forms.CharField(
        label=_("Why"), required=False, max_length=200, help_text=_("It stays in the house.")
    )
    beyond = forms.CharField(
        label=_("Why one more than the call has places for"),
        required=False,
        max_length=200,
        help_text=_("Only where the places for this trade are all taken."),
    )

    def __init__(self, application: Application, data: QueryDict | None = None, *, on: date):
        super().__init__(application, data, on=on, auto_id="admit_%s")
        if application.call_id is None:
            del self.fields["beyond"]


class DraftForm(MeantForm):
    """What will be said and offered, as long as nobody was told."""

    rent = YuanField(label=_("Rent a month"), required=False)
    title = forms.CharField(label=_("Title of the message"), max_length=200)
    body = forms.CharField(
        label=_("The message"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For an offer, {until} stands for the deadline."),
    )

    def __init__(
        self,
        application: Application,
        decision: Decision,
        data: QueryDict | None = None,
        *,
        on: date,
    ) -> None:
        initial = {
            "pitch": decision.pitch_id,
            "rent": decision.rent_fen or getattr(decision.pitch, "guide_rent_fen", None),
            "title": decision.title,
            "body": decision.body,
        }
        super().__init__(application, data, on=on, initial=initial, auto_id="draft_%s")
        if application.state != "admitted":
            del self.fields["pitch"], self.fields["rent"]


class TellForm(forms.Form):
    """The terms of the offers that go out together."""

    until = MomentField(label=_("The offer stands until"))
    first = DayField(label=_("No lease begins before"))
    interval_months = forms.TypedChoiceField(
        label=_("A bill"), choices=list(INTERVALS.items()), coerce=int
    )
    deposit_months = forms.IntegerField(
        label=_("Deposit, in months of rent"), min_value=0, max_value=12
    )
    sanitation = YuanField(label=_("Sanitation fee"), required=False)

    def __init__(self, data: QueryDict | None = None, *, at: datetime, offers: bool = True) -> None:
        until = (at + TIME_TO_ANSWER).replace(minute=0, second=0, microsecond=0)
        initial = {"until": until, "first": at.date(), "interval_months": 1, "deposit_months": 1}
        super().__init__(data, initial=initial, auto_id="tell_%s")
        if not offers:
            self.fields.clear()

    @staticmethod
    def offer(told: dict[str, Any]) -> dict[str, Any]:
        """What tellings.tell() asks for besides the application."""
        if not told:
            return {}
        terms = PlainTerms(
            told["first"],
            told["interval_months"],
            told["deposit_months"],
            told["sanitation"] or 0,
        )
        return {"until": told["until"], "terms": terms}


class ReviewForm(forms.Form):
    """Points for each line of the rubric, and a word on them."""

    def __init__(
        self,
        criteria: list[Criterion],
        data: QueryDict | None = None,
        *,
        points: dict[int, int],
        note: str = "",
    ) -> None:
        super().__init__(data, auto_id="review_%s")
        self.criteria = criteria
        choices = [(number, str(number)) for number in range(MOST_POINTS + 1)]
        for criterion in criteria:
            self.fields[f"points-{criterion.pk}"] = forms.TypedChoiceField(
                label=f"{named(criterion)} × {criterion.weight}",
                choices=[("", "—"), *choices],
                coerce=int,
                initial=points.get(criterion.pk, ""),
            )
        self.fields["note"] = forms.CharField(
            label=_("A word on it"), required=False, max_length=500, initial=note
        )

    def points(self, told: dict[str, Any]) -> dict[int, int]:
        return {row.pk: told[f"points-{row.pk}"] for row in self.criteria}
