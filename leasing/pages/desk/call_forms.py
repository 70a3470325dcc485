"""A call as it is written: what for, until when, how it is decided, how many of each trade."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.models import Call
from leasing.templatetags.call_words import WAYS
from market.core.trades import TRADES
from market.models import Market, Pitch, Zone
from market.pages.forms import MomentField
from market.templatetags.desk_words import PITCH_KINDS
from market.templatetags.glances import named


class ZoneChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Zone) -> str:
        return named(obj)


class CallForm(forms.Form):
    """One call. Once it was published, what people relied on is shown and not changed."""

    title = forms.CharField(label=_("Title"), max_length=80)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    text = forms.CharField(
        label=_("What it says"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    text_en = forms.CharField(
        label=_("The same in English"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(label=_("What for"), choices=list(PITCH_KINDS.items()))
    zone = ZoneChoice(
        label=_("Zone"), queryset=Zone.objects.none(), required=False, empty_label=_("All zones")
    )
    pitches = forms.CharField(
        label=_("Only these pitches"),
        required=False,
        max_length=4000,
        help_text=_("Their codes with a space or comma between; empty for the whole ground above."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opens_at = MomentField(label=_("Opens"))
    closes_at = MomentField(label=_("Closes"))
    decided_by = forms.ChoiceField(
        label=_("How it is decided"), choices=list(WAYS.items()), widget=forms.RadioSelect
    )
    late_code = forms.CharField(
        label=_("Late code"),
        required=False,
        max_length=60,
        help_text=_(
            "Who has it can still hand in after the closing, and is marked as late. It is shown "
            "nowhere afterwards; leave it empty to keep the one there is."
        ),
    )
    no_late_code = forms.BooleanField(label=_("Take the late code away"), required=False)

    GROUND = ("kind", "zone", "pitches", "opens_at", "decided_by")

    def __init__(
        self, market: Market, data: QueryDict | None = None, *, call: Call | None = None
    ) -> None:
        super().__init__(data, initial=_filled(call) if call else {"decided_by": "review"})
        self.market = market
        self.fields["zone"].queryset = Zone.objects.filter(market=market)  # type: ignore[attr-defined]
        if call is None or not call.late_code_print:
            del self.fields["no_late_code"]
        if call is not None and call.state != "draft":
            for name in self.GROUND:
                self.fields[name].disabled = True
        places = {quota.trade: quota.places for quota in call.quotas.all()} if call else {}
        for number, trade in enumerate(TRADES):
            self.fields[f"places-{number}"] = forms.IntegerField(
                label=trade,
                required=False,
                min_value=1,
                max_value=1000,
                initial=places.get(trade),
            )

    @property
    def plainly(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("places-")]

    @property
    def places(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("places-")]

    def clean_pitches(self) -> list[Pitch]:
        """The pitches by their codes; one that is not known is named."""
        text = self.cleaned_data["pitches"]
        for mark in "，、,；;\n\r\t":
            text = text.replace(mark, " ")
        codes = list(dict.fromkeys(text.split()))
        found = Pitch.objects.filter(zone__market=self.market, code__in=codes)
        pitches = list(found.select_related("zone").order_by("code_key"))
        unknown = sorted(set(codes) - {pitch.code for pitch in pitches})
        if unknown:
            words = _("There is no pitch called {codes} here.").format(codes=" ".join(unknown))
            raise forms.ValidationError(words)
        return pitches

    def told(self) -> dict[str, Any]:
        """What calls.add() and calls.edit() ask for; what is only shown is left out."""
        told = {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.fields[name].disabled
        }
        away = told.pop("no_late_code", False)
        told["late_code"] = "" if away else told["late_code"] or None
        places = {trade: told.pop(f"places-{number}", None) for number, trade in enumerate(TRADES)}
        told["quotas"] = {trade: count for trade, count in places.items() if count}
        return told


def _filled(call: Call) -> dict[str, Any]:
    names = ("title", "title_en", "text", "text_en", "kind", "opens_at", "closes_at", "decided_by")
    codes = call.pitches.order_by("code_key").values_list("code", flat=True)
    return {
        **{name: getattr(call, name) for name in names},
        "zone": call.zone_id,
        "pitches": " ".join(codes),
    }
