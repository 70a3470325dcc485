"""Charges on the desk: what was asked of whom, by when, and what is still owed of it."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from market import clock
from market.core import conditions
from market.core.actors import Actor
from market.core.periods import Period
from market.models import Charge
from market.pages.desk.door import desk, find
from market.pages.desk.money.filters import ChargeFilters
from market.pages.tables import Column, Table, shown
from market.queries.arrears import with_credits
from market.queries.money import charges_seen_by
from market.templatetags.glances import named


@desk
def charges_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """What was charged, the oldest due first."""
    on = clock.today()
    filters = ChargeFilters(request, by)
    rows = filters.narrow(with_credits(charges_seen_by(by)), on=on)
    table = Table(request, _columns(on), rows, sort="-due", url_of=_address)
    context = {"filters": filters}
    return shown(request, table, "market/desk/money/charges.html", context, name="charges")


@desk
def charge(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A charge has no page of its own: it stands on its account."""
    return HttpResponseRedirect(_address(find(charges_seen_by(by), pk)))


def _columns(on: date) -> tuple[Column, ...]:
    return (
        Column(
            "vendor",
            _("Vendor"),
            lambda one: one.account.vendor.name,
            sort="account__vendor__name_key",
        ),
        Column("item", _("For"), lambda one: named(one.item), sort="item__position"),
        Column("period", _("Days"), _days, "span", sort="period"),
        Column("due", _("Due"), lambda one: one.due_on, "day", sort="due_on"),
        Column("state", _("State"), lambda one: _condition(one, on), "bill"),
        Column("booked", _("Booked"), lambda one: one.charged_at, "moment", sort="charged_at"),
        Column(
            "amount",
            _("Amount"),
            lambda one: one.amount_fen - one.credited_fen,
            "money",
            sort="amount_fen",
        ),
        Column("open", _("Still owed"), lambda one: one.open_fen or None, "money", sort="open_fen"),
    )


def _condition(one: Charge, on: date) -> str:
    credited_fen: int = one.credited_fen  # type: ignore[attr-defined]
    return conditions.of_charge(
        one.amount_fen, one.open_fen, one.due_on, on=on, credited_fen=credited_fen
    )


def _days(one: Charge) -> Period | None:
    return Period(one.period.lower, one.period.upper) if one.period else None


def _address(one: Charge) -> str:
    return f"{reverse('desk_account', args=[one.account_id])}#charge-{one.pk}"
