"""What the market asks for each kind of pitch, on the desk: what holds now, and a form for another."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import prices as deeds
from leasing.models import ListPrice
from leasing.templatetags.leasing_words import INTERVALS
from market import clock
from market.core.actors import Actor
from market.models import Market
from market.models.places import PITCH_KINDS
from market.pages.desk.door import desk_form, done
from market.pages.forms import DayField, YuanField, attempt
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import PITCH_KINDS as KIND_WORDS


class PriceForm(forms.Form):
    """The usual terms for a kind of pitch from a day on."""

    market = forms.ModelChoiceField(
        label=gettext_lazy("Market"), queryset=Market.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of pitch"),
        choices=[(kind, KIND_WORDS[kind]) for kind in PITCH_KINDS],
    )
    from_day = DayField(label=gettext_lazy("From"))
    rent_fen = YuanField(
        label=gettext_lazy("Rent a month"),
        required=False,
        help_text=gettext_lazy("For pitches that name no rent of their own."),
    )
    sanitation_fen = YuanField(label=gettext_lazy("Sanitation fee"), required=False)
    deposit_months = forms.IntegerField(
        label=gettext_lazy("Deposit, in months of rent"),
        min_value=0,
        max_value=deeds.MOST_DEPOSIT_MONTHS,
    )
    interval_months = forms.TypedChoiceField(
        label=gettext_lazy("A bill"), choices=list(INTERVALS.items()), coerce=int
    )

    def __init__(self, by: Actor, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["market"]
        field.queryset = markets_worked_at(by)  # type: ignore[attr-defined]
        field.initial = markets_worked_at(by).first()


@desk_form
def listed(request: HttpRequest, by: Actor) -> HttpResponse:
    """What holds and what held, the newest first; another counts from its day."""
    begins = {"from_day": clock.today(), "deposit_months": 0}
    form = PriceForm(by, request.POST or None, initial=begins)
    if attempt(form, lambda told: _settled(told, by)):
        return done(request, _("Written down. It is what applicants see."), "leasing:desk_prices")
    rows = ListPrice.objects.filter(market__in=markets_worked_at(by)).select_related("market")
    context = {
        "prices": rows.order_by("market", "kind", "-from_day"),
        "form": form,
        "intervals": INTERVALS,
        "may": rules.BOOK.allows_somewhere(by, "price.settle"),
    }
    status = 422 if form.errors else 200
    return render(request, "leasing/desk/prices.html", context, status=status)


def _settled(told: dict[str, Any], by: Actor) -> ListPrice:
    terms = {**told, "sanitation_fen": told["sanitation_fen"] or 0}
    market, kind = terms.pop("market"), terms.pop("kind")
    return deeds.settle(market, kind, **terms, by=by, at=clock.now())
