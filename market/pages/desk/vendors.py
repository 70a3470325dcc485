"""Vendors on the desk: who is who, with what, and the sealed number when there is a reason."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from market import clock, rules
from market.actions import codes, vendors, workers
from market.core import conditions
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.trades import TRADES
from market.core.wording import masked
from market.models import Vendor
from market.pages.desk.door import desk, desk_deed, find
from market.pages.desk.reminding_forms import SilenceForm
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.arrears import with_sums
from market.queries.journal import reveals_seen_by
from market.queries.money import accounts_seen_by
from market.queries.notices import notices_seen_by
from market.queries.permits import permits_seen_by
from market.queries.vendors import (
    duplicates,
    members_seen_by,
    searched,
    vendors_seen_by,
    workers_seen_by,
)
from market.templatetags.desk_words import listed, word

RECENT = 8
QUIET_WEEK = timedelta(days=7)
COLUMNS = (
    Column(
        "name",
        _("Vendor"),
        lambda one: one.name,
        sort="name_key",
        note=lambda one: one.contact if one.contact != one.name else "",
    ),
    Column("kind", _("Kind"), lambda one: word(one.kind, "vendor_kind"), sort="kind"),
    Column(
        "trade", _("Sells"), lambda one: one.trade, sort="trade", note=lambda one: listed(one.goods)
    ),
    Column("phone", _("Phone"), lambda one: one.phone, "phone"),
    Column("since", _("Here since"), lambda one: local_day(one.since), "day", sort="since"),
)


class VendorFilters(Filters):
    """Whom one looks for."""

    q = SearchField(_("Name, phone, credit code"))
    trade = forms.ChoiceField(
        label=_("Trade"), choices=[("", _("Any trade")), *((trade, trade) for trade in TRADES)]
    )

    def narrow(self, rows: QuerySet[Vendor]) -> QuerySet[Vendor]:
        """The vendors that fit."""
        if trade := self.get("trade"):
            rows = rows.filter(trade=trade)
        return searched(rows, self.get("q", ""))


class CodeForm(forms.Form):
    """Whose phone it would have been, and how one knows who stands there."""

    phone = forms.ChoiceField(label=_("Whose phone"))
    reason = forms.CharField(
        label=_("How do you know who it is?"),
        help_text=_("Which identity card you looked at. It is kept with your name."),
        max_length=200,
    )

    def __init__(self, one: Vendor, *args: Any) -> None:
        super().__init__(*args)
        users = one.members.exclude(user__phone=None).values_list("user__phone", flat=True)
        phones = dict.fromkeys(phone for phone in (one.phone, *users) if phone)
        field: Any = self.fields["phone"]
        field.choices = [(phone, masked(phone)) for phone in phones]


@desk
def vendors_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The vendors, by name."""
    filters = VendorFilters(request)
    table = Table(
        request, COLUMNS, filters.narrow(vendors_seen_by(by)), sort="name", url_of=_address
    )
    return shown(request, table, "market/desk/vendors.html", {"filters": filters}, name="vendors")


@desk
def vendor(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One vendor: papers, people, money, messages; what is sensitive stays covered."""
    return page_of(request, by, find(vendors_seen_by(by), pk))


@desk
def worker(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A worker has no page of their own: they stand with their vendor."""
    return redirect("desk_vendor", find(workers_seen_by(by), pk).vendor_id)


@desk_deed
def reveal(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Show the vendor's identity number, once, on this answer only; it is written down first."""
    one = find(vendors_seen_by(by), pk)
    form = ReasonForm(request.POST)
    number = attempt(form, lambda told: vendors.reveal_identity(one, **told, by=by, at=clock.now()))
    return page_of(request, by, one, reason_form=form, number=number)


@desk_deed
def hand_code(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Show a log-in code, once, for who stands here without their phone; it is written down."""
    one = find(vendors_seen_by(by), pk)
    form = CodeForm(one, request.POST)
    code = attempt(form, lambda told: codes.hand_out(one, **told, by=by, at=clock.now()))
    return page_of(request, by, one, code_form=form, code=code)


@desk_deed
def reveal_worker(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The same for a person who works for a vendor."""
    person = find(workers_seen_by(by), pk)
    one = find(vendors_seen_by(by), person.vendor_id)
    form = ReasonForm(request.POST)
    number = attempt(
        form, lambda told: workers.reveal_identity(person, **told, by=by, at=clock.now())
    )
    return page_of(request, by, one, reason_form=form, number=number, worker=person)


def page_of(request: HttpRequest, by: Actor, one: Vendor, **given: Any) -> HttpResponse:
    on = clock.today()
    context: dict[str, Any] = {
        "vendor": one,
        "papers": [
            (permit, conditions.of_permit(permit.state, permit.expires_on, on=on))
            for permit in permits_seen_by(by).filter(vendor=one)
        ],
        "workers": workers_seen_by(by).filter(vendor=one, until__isnull=True),
        "accounts": with_sums(accounts_seen_by(by).filter(vendor=one), on=on),
        "notices": notices_seen_by(by).filter(vendor=one)[:RECENT],
        "reveals": reveals_seen_by(by).filter(vendor=one)[:RECENT],
        "alike": duplicates(one, among=vendors_seen_by(by)),
        "may_reveal": rules.allows(by, "vendor.reveal", one),
        "reason_form": ReasonForm(),
        "may_silence": rules.allows(by, "vendor.silence", one),
        "silent": one.silent_until is not None and one.silent_until >= on,
        "people": members_seen_by(by).filter(vendor=one),
        "may_hand_code": rules.allows(by, "vendor.hand_code", one),
        "code_form": CodeForm(one),
        "silence_form": SilenceForm(initial={"until": on + QUIET_WEEK}),
    }
    forms_given = (given.get("reason_form"), given.get("silence_form"), given.get("code_form"))
    wrong = any(form is not None and not form.is_valid() for form in forms_given)
    status = 422 if wrong else 200
    return render(request, "market/desk/vendor.html", context | given, status=status)


def _address(one: Vendor) -> str:
    return reverse("desk_vendor", args=[one.pk])
