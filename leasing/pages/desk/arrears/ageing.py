"""Arrears on the desk: who is behind, since when, and what has been done about it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing.queries.arrears import (
    AGES,
    SOON_MONTHS,
    accounts_behind,
    agreements_of,
    fees_of_accounts,
    fees_of_leases,
    in_age,
    lapsing,
    leases_behind,
    totals,
)
from market import clock
from market.core import wording
from market.core.actors import Actor
from market.core.periods import months_after
from market.pages.desk.door import desk
from market.pages.filters import Filters, SearchField
from market.pages.tables import Column, Table, shown
from market.queries.arrears import limitation_of
from market.queries.money import accounts_seen_by
from market.templatetags.desk_words import listed

NAMES = {
    "30": gettext_lazy("1–30 days"),
    "60": gettext_lazy("31–60 days"),
    "90": gettext_lazy("61–90 days"),
    "more": gettext_lazy("More than 90 days"),
}


class ArrearsFilters(Filters):
    """By account or by lease, how old, and whether a claim lapses soon."""

    q = SearchField(gettext_lazy("Name or phone"))
    by = forms.ChoiceField(
        label=gettext_lazy("Seen by"),
        choices=[("", gettext_lazy("Account")), ("lease", gettext_lazy("Lease"))],
    )
    age = forms.ChoiceField(
        label=gettext_lazy("How old"), choices=[("", gettext_lazy("Any age")), *NAMES.items()]
    )
    lapsing = forms.ChoiceField(
        label=gettext_lazy("In court"),
        choices=[("", gettext_lazy("Any claim")), ("on", gettext_lazy("Lapses within six months"))],
    )

    @property
    def by_lease(self) -> bool:
        return bool(self.get("by") == "lease")

    def narrow(self, rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
        """Those that fit."""
        rows = self.named(rows)
        if age := self.get("age"):
            rows = in_age(rows, age)
        return lapsing(rows, on=on) if self.get("lapsing") else rows

    def named(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.get("q"):
            rows = rows.filter(Q(vendor__name__icontains=words) | Q(vendor__phone__contains=words))
        return rows


class Figures:
    """What is reckoned for the rows that are shown, for all of them at once."""

    def __init__(self, filters: ArrearsFilters, by: Actor, on: date) -> None:
        self.by_lease, self.actor, self.on = filters.by_lease, by, on
        self.fees: dict[int, int] = {}
        self.agreements: dict[Any, str] = {}

    def load(self, rows: Any) -> None:
        wanted = list(rows)
        fees = fees_of_leases if self.by_lease else fees_of_accounts
        self.fees = fees(wanted, on=self.on)
        vendors = [one.vendor_id for one in wanted]
        books = accounts_seen_by(self.actor).filter(vendor__in=vendors).order_by()
        owners = {pk: (v, m) for pk, v, m in books.values_list("pk", "vendor", "market")}
        standing = agreements_of(owners, on=self.on)
        self.agreements = {owners[pk]: how for pk, how in standing.items()}

    def fee(self, one: Any) -> int | None:
        return self.fees.get(one.pk) or None

    def agreement(self, one: Any) -> str:
        return self.agreements.get((one.vendor_id, one.market_id), "")


@desk
def ageing(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What is late, the longest first; tiles by age, each a filter."""
    on = clock.today()
    filters = ArrearsFilters(request)
    everybody = (leases_behind if filters.by_lease else accounts_behind)(by, on=on)
    figures = Figures(filters, by, on)
    table = Table(
        request,
        _columns(figures, filters.by_lease, on),
        filters.narrow(everybody, on=on),
        sort="since",
        url_of=_address(by, filters.by_lease),
    )
    whole = request.GET.get("export") == "csv"
    figures.load(table.things if whole else table.page.object_list)
    context = {"filters": filters, "tiles": _tiles(request, filters.named(everybody))}
    return shown(request, table, "leasing/desk/arrears/ageing.html", context, name="arrears")


def _columns(figures: Figures, by_lease: bool, on: date) -> tuple[Column, ...]:
    ages = tuple(
        Column(
            f"age{age}",
            label,
            partial(_of_age, age),
            "money",
            sort=f"age_{age}",
        )
        for age, label in NAMES.items()
    )
    return (
        Column(
            "vendor",
            gettext_lazy("Vendor"),
            lambda one: one.vendor.name,
            sort="vendor__name_key",
            note=_pitches if by_lease else lambda one: one.vendor.phone,
        ),
        *ages,
        Column(
            "sum", gettext_lazy("Late"), lambda one: one.overdue_sum, "money", sort="overdue_sum"
        ),
        Column("fee", gettext_lazy("Late fee so far"), figures.fee, "money"),
        Column(
            "since",
            gettext_lazy("Oldest due"),
            lambda one: one.oldest_due,
            "day",
            sort="oldest_due",
            note=lambda one: _limitation(one.oldest_due, on),
        ),
        Column(
            "demand",
            gettext_lazy("Last demand"),
            lambda one: one.last_demand and one.last_demand.date(),
            "day",
            sort="last_demand",
        ),
        Column(
            "agreement",
            gettext_lazy("In parts"),
            figures.agreement,
            "state",
            noun="agreement",
        ),
    )


def _of_age(age: str, one: Any) -> int | None:
    return getattr(one, f"age_{age}") or None


def _pitches(one: Any) -> str:
    return f"{one.reference} · {listed(row.pitch.code for row in one.pitches.all())}"


def _limitation(oldest: date, on: date) -> str:
    """Until when the oldest can be claimed; said where that is less than half a year."""
    last = limitation_of(oldest)
    if last < on:
        return _("could be claimed in court until {day}").format(day=last.isoformat())
    if last < months_after(on, SOON_MONTHS):
        return _("to be claimed in court by {day}").format(day=last.isoformat())
    return ""


def _tiles(request: HttpRequest, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    sums = totals(rows)
    return [
        {
            "label": NAMES[age],
            "value": wording.yuan(sums[age]),
            "url": _tile_address(request, age),
            "tone": ("trouble" if age in ("90", "more") else "soon") if sums[age] else "let",
        }
        for age in AGES
    ]


def _tile_address(request: HttpRequest, age: str) -> str:
    """The list narrowed to an age; pressed again, the whole list."""
    query = request.GET.copy()
    again = query.get("age") == age
    for key in ("age", "page", "export"):
        query.pop(key, None)
    if not again:
        query["age"] = age
    return f"?{query.urlencode()}"


def _address(by: Actor, by_lease: bool) -> Callable[[Any], str]:
    if not by_lease:
        return lambda one: reverse("leasing:desk_arrears", args=[one.pk])
    return lambda one: reverse("leasing:termination", args=[one.pk])
