"""What lists of meters are narrowed to."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leasing.templatetags.meter_words import SERVES, UTILITIES
from market.core.actors import Actor
from market.models import Zone
from market.pages.filters import Filters, SearchField
from market.queries.places import markets_worked_at
from market.templatetags.glances import named

A_MONTH = timedelta(days=35)


class RoundFilters(Filters):
    """Which way one walks, and for which day."""

    utility = forms.ChoiceField(
        label=_("For"), choices=[("", _("Electricity and water")), *UTILITIES.items()]
    )
    zone = forms.ModelChoiceField(
        label=_("Zone"), queryset=Zone.objects.none(), empty_label=_("All zones")
    )
    day = forms.DateField(
        label=_("Read on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        zone = self.fields["zone"]
        zone.queryset = Zone.objects.filter(market__in=markets_worked_at(by))  # type: ignore[attr-defined]
        zone.label_from_instance = named  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The meters that fit."""
        if utility := self.get("utility"):
            rows = rows.filter(utility=utility)
        if zone := self.get("zone"):
            rows = rows.filter(pitch__zone=zone)
        return rows


class MeterFilters(RoundFilters):
    """Meters that are there, unless one asks for those that were taken out."""

    q = SearchField(_("Number or pitch"))
    standing = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("In use")),
            ("unread", _("Not read for a month")),
            ("removed", _("Taken out")),
        ],
    )
    serves = forms.ChoiceField(label=_("Serves"), choices=[("", _("Anything")), *SERVES.items()])
    day = None  # type: ignore[assignment]
    field_order = ("q", "utility", "standing", "serves", "zone")

    def narrow_on(self, rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
        """The meters, with their last reading, that fit on a day."""
        rows = self.narrow(rows).filter(removed_on__isnull=self.get("standing") != "removed")
        if self.get("standing") == "unread":
            rows = rows.filter(last_day__lt=on - A_MONTH)
        if serves := self.get("serves"):
            rows = rows.filter(serves=serves)
        if words := self.get("q"):
            rows = rows.filter(Q(number__icontains=words) | Q(pitch__code__icontains=words))
        return rows
