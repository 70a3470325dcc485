"""How far each lease has come on a day, and how far its bills have."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Prefetch, Q, QuerySet, Value, When

from leasing.core.states import OVER, LeaseState
from leasing.models import Billed, Instalment, InstalmentLine, Lease
from market.models import Document

SOON = timedelta(days=60)


def with_standing(leases: QuerySet[Lease], *, on: date) -> QuerySet[Any]:
    """Each with `standing`: how far it has come on the day.

    draft, offered, renewed, ended, terminated and cancelled are its state; a signed one is
    planned (not begun), active, held_over (goes on without an end), expiring (its last day within
    SOON) or lapsed (run out, and nobody ended it). One that was ended for a day to come is still
    expiring.
    """
    signed = Q(state=LeaseState.SIGNED)
    leaving = Q(state__in=OVER, ended_on__gt=on)
    standing = Case(
        When(leaving, then=Value("expiring")),
        When(signed & Q(holdover_since__isnull=False), then=Value("held_over")),
        When(signed & Q(starts_on__gt=on), then=Value("planned")),
        When(signed & Q(ends_on__lt=on), then=Value("lapsed")),
        When(signed & Q(ends_on__lte=on + SOON), then=Value("expiring")),
        When(signed, then=Value("active")),
        default="state",
        output_field=CharField(),
    )
    return leases.annotate(standing=standing)


def stored_plan(lease: Lease) -> QuerySet[Instalment]:
    """The payment plan with its lines, charges and credits. Four queries, however long."""
    lines = InstalmentLine.objects.select_related("line__item", "vendor").order_by("pk")
    billed = Billed.objects.select_related("charge").order_by("charge")
    billed = billed.prefetch_related("charge__reversals")
    return lease.instalments.order_by("period").prefetch_related(
        Prefetch("lines", queryset=lines), Prefetch("billed", queryset=billed)
    )


def contract_of(lease: Lease) -> Document | None:
    """The contract as it was signed, where there is one."""
    contracts = Document.objects.filter(kind="contract", subject=f"lease:{lease.pk}")
    return contracts.order_by("-pk").first()
