"""Leases that end soon or have run out, and what waits for an answer about others."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leasing import rules
from leasing.core.life_states import (
    OPEN_SUBLETS,
    STANDING_RENEWALS,
    RenewalState,
    TransferState,
)
from leasing.core.sublet_clock import object_by
from leasing.models import Lease, Sublet, Transfer
from leasing.pages.desk.filters import ALL
from leasing.pages.desk.leases import PAGE
from leasing.queries.ending import ending
from leasing.queries.leases import leases_seen_by
from leasing.queries.standing import with_standing
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk
from market.pages.filters import Filters, SearchField
from market.pages.tables import Column, Table, shown
from market.templatetags.desk_words import listed

RENEW = "leasing:renew"
VENDOR = Column(
    "vendor",
    _("Vendor"),
    lambda one: one.vendor.name,
    sort="vendor__name_key",
    note=lambda one: one.reference,
)
COLUMNS = (
    VENDOR,
    Column("pitch", _("Pitch"), lambda one: listed(row.pitch.code for row in one.pitches.all())),
    Column("end", _("Until"), lambda one: one.ends_on, "day", sort="ends_on"),
    Column("state", _("State"), lambda one: one.standing, "state", sort="standing", noun="lease"),
    Column(
        "renewal", _("Renewal"), lambda one: one.renewal, "state", sort="renewal", noun="renewal"
    ),
)
TRANSFERS = (
    Column("before", _("From"), lambda one: one.before.name, sort="before__name_key"),
    Column("after", _("To"), lambda one: one.after.name, sort="after__name_key"),
    Column("day", _("On"), lambda one: one.from_day, "day", sort="from_day"),
    Column("asked", _("Asked"), lambda one: one.asked_at, "moment", sort="asked_at"),
    Column("why", _("Why"), lambda one: one.reason),
)
SUBLETS = (
    Column(
        "vendor", _("Vendor"), lambda one: one.lease.vendor.name, sort="lease__vendor__name_key"
    ),
    Column("since", _("Known since"), lambda one: one.learned_on, "day", sort="learned_on"),
    Column("until", _("Object by"), lambda one: object_by(one.learned_on), "day"),
    Column("state", _("State"), lambda one: one.state, "state", sort="state", noun="sublet"),
    Column("seen", _("What was seen"), lambda one: one.evidence),
)


class EndingFilters(Filters):
    """All that ends within 90 days or has run out, unless one asks for less."""

    q = SearchField(_("Name, pitch, reference"))
    renewal = forms.ChoiceField(
        label=_("Renewal"),
        choices=[
            ("", _("Any")),
            ("none", _("Not asked yet")),
            (RenewalState.OFFERED, _("Offered")),
            (RenewalState.ACCEPTED, _("To be signed")),
            (RenewalState.DECLINED, _("Declined")),
            (ALL, _("Every state")),
        ],
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The leases that fit."""
        renewal = self.get("renewal", "")
        if renewal == "none":
            rows = rows.exclude(renewal__in=STANDING_RENEWALS)
        elif renewal not in ("", ALL):
            rows = rows.filter(renewal=renewal)
        else:
            rows = rows.exclude(renewal=RenewalState.SIGNED)
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(reference__icontains=words)
                | Q(pk__in=Lease.objects.filter(pitches__pitch__code__iexact=words))
            )
        return rows


class Search(Filters):
    """By the vendor's name."""

    q = SearchField(_("Name"))


@desk
def ending_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Who is to be asked, who has answered, who stayed on; each with one press to its offer."""
    on = clock.today()
    filters = EndingFilters(request)
    rows = filters.narrow(ending(with_standing(leases_seen_by(by), on=on), on))

    def leads_to(one: Any) -> str:
        asked = one.renewal in STANDING_RENEWALS or one.ends_on < on
        may = not asked and rules.allows(by, "lease.renew", one)
        return reverse(RENEW if may else PAGE, args=[one.pk])

    table = Table(request, COLUMNS, rows, sort="end", url_of=leads_to)
    return shown(request, table, "leasing/desk/ending.html", {"filters": filters}, name="ending")


@desk
def transfers_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Transfers that wait for an answer."""
    filters = Search(request)
    rows = Transfer.objects.filter(
        state=TransferState.ASKED, lease__in=leases_seen_by(by).order_by().values("pk")
    ).select_related("before", "after")
    if words := filters.get("q"):
        rows = rows.filter(before__name__icontains=words) | rows.filter(
            after__name__icontains=words
        )
    table = Table(request, TRANSFERS, rows, sort="day", url_of=_of_lease)
    return shown(
        request, table, "leasing/desk/transfers.html", {"filters": filters}, name="transfers"
    )


@desk
def sublets_list(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Suspected sublets that are not settled, the oldest first."""
    filters = Search(request)
    rows = Sublet.objects.filter(
        state__in=OPEN_SUBLETS, lease__in=leases_seen_by(by).order_by().values("pk")
    ).select_related("lease__vendor")
    if words := filters.get("q"):
        rows = rows.filter(lease__vendor__name__icontains=words)
    table = Table(request, SUBLETS, rows, sort="since", url_of=_of_lease)
    return shown(request, table, "leasing/desk/sublets.html", {"filters": filters}, name="sublets")


def _of_lease(one: Any) -> str:
    return reverse(PAGE, args=[one.lease_id])
