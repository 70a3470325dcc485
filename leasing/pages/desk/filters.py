"""What leasing's lists on the desk are narrowed to."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leasing.core.states import ApplicationState
from leasing.models import Application, Call, Lease
from leasing.queries.applications import with_scores
from leasing.queries.calls import calls_worked_at
from leasing.queries.likeness import with_likeness
from leasing.queries.queue import decided, late_corrections, to_pass_on, to_sign, waiting
from leasing.queries.signatures import leases_without_paper
from leasing.templatetags.leasing_words import STANDINGS
from market import clock
from market.core.actors import Actor
from market.core.trades import TRADES
from market.models import Zone
from market.pages.filters import Filters, SearchField
from market.queries.places import markets_worked_at
from market.templatetags.desk_words import PITCH_KINDS
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

ALL = "all"
UNSIGNED = "unsigned"
# what is more than a state
_QUESTIONS = {"": waiting, "to_sign": to_sign, "decided": decided, "pass_on": to_pass_on}


class ApplicationFilters(Filters):
    """The queue: what waits for an answer, unless one asks for more."""

    q = SearchField(_("Name, phone, reference"))
    state = forms.ChoiceField(label=_("State"))
    kind = forms.ChoiceField(
        label=_("What for"), choices=[("", _("Any kind")), *PITCH_KINDS.items()]
    )
    trade = forms.ChoiceField(
        label=_("Trade"), choices=[("", _("Any trade")), *((trade, trade) for trade in TRADES)]
    )

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), empty_label=_("With or without a call")
    )
    late = forms.BooleanField(label=_("Handed in late"))
    alike = forms.BooleanField(label=_("Perhaps twice"))

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        self.fields["call"].queryset = calls_worked_at(by)  # type: ignore[attr-defined]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Waiting for somebody")),
            ("to_sign", _("To be signed")),
            ("decided", _("Decided, not told")),
            ("pass_on", _("Not taken, somebody waits")),
            ("late", _("Corrections overdue")),
            *((state, state_word(state, "application")) for state in ApplicationState),
            (ALL, _("Every state")),
        ]

    def narrow(self, rows: QuerySet[Application], *, on: date) -> QuerySet[Any]:
        """The applications that fit, each with its score and whether it may be there twice."""
        rows = with_likeness(with_scores(self._in_state(rows, on)))
        for name in ("kind", "trade", "call", "late", "alike"):
            if value := self.get(name):
                rows = rows.filter(**{name: value})
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(vendor__phone__contains=words)
                | Q(reference__icontains=words)
            )
        return rows

    def _in_state(self, rows: QuerySet[Application], on: date) -> QuerySet[Application]:
        state = self.get("state", "")
        if state == "late":
            return late_corrections(rows, on=on)
        if state in _QUESTIONS:
            return _QUESTIONS[state](rows)
        return rows if state == ALL else rows.filter(state=state)


class LeaseFilters(Filters):
    """The leases: all but those that never came about, unless one asks for them."""

    q = SearchField(_("Name, pitch, reference"))
    standing = forms.ChoiceField(label=_("State"))
    zone = forms.ModelChoiceField(
        label=_("Zone"), queryset=Zone.objects.none(), empty_label=_("All zones")
    )
    ends_by = forms.DateField(
        label=_("Ends by"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        zone = self.fields["zone"]
        zone.queryset = Zone.objects.filter(market__in=markets_worked_at(by))  # type: ignore[attr-defined]
        zone.label_from_instance = named  # type: ignore[attr-defined]
        self.fields["standing"].choices = [  # type: ignore[attr-defined]
            ("", _("Signed, offered or in draft")),
            *STANDINGS.items(),
            (UNSIGNED, _("In force without a signed paper")),
            (ALL, _("Every state")),
        ]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The leases, with their standing, that fit."""
        standing = self.get("standing", "")
        if not standing:
            rows = rows.exclude(standing__in=("ended", "cancelled"))
        elif standing == UNSIGNED:
            rows = leases_without_paper(rows, on=clock.today())
        elif standing != ALL:
            rows = rows.filter(standing=standing)
        if zone := self.get("zone"):
            rows = rows.filter(pk__in=Lease.objects.filter(pitches__pitch__zone=zone))
        if ends_by := self.get("ends_by"):
            rows = rows.filter(ends_on__lte=ends_by)
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(reference__icontains=words)
                | Q(vendor__phone__contains=words)
                | Q(pk__in=Lease.objects.filter(pitches__pitch__code__iexact=words))
            )
        return rows
