"""A change tried out by the same code that does it, and then taken back: what would it cost?"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Sum

from leasing.core.effects import Effect, EffectLine, Planned, changed
from leasing.models import Billed, Instalment, Lease
from market.core.periods import Period
from market.models import Charge


@transaction.atomic
def of(lease: Lease, act: Callable[[], Any]) -> Effect:
    """What the act would charge and credit on the lease, and which later bills it would change.

    The act is really done, looked at and rolled back, so that nothing of it remains. Raises what
    the act raises: a change that would be refused is refused here.
    """
    mark = transaction.savepoint()
    try:
        made_before, planned_before = _charges_of(lease), _planned(lease)
        act()
        made = _charges_of(lease) - made_before
        return Effect(tuple(_lines(made)), changed(planned_before, _planned(lease)))
    finally:
        transaction.savepoint_rollback(mark)


def _charges_of(lease: Lease) -> set[int]:
    """The charges made for a lease, and what was credited of them."""
    billed = Billed.objects.filter(instalment__lease=lease)
    own = set(billed.values_list("charge", flat=True))
    return own | set(Charge.objects.filter(reverses__in=own).values_list("pk", flat=True))


def _planned(lease: Lease) -> Planned:
    """The bills that have not gone out, and what they come to."""
    bills = Instalment.objects.filter(lease=lease, billed__isnull=True)
    found = bills.annotate(fen=Sum("lines__amount_fen")).values_list("period", "due_on", "fen")
    return {
        Period(period.lower, period.upper): (due_on, int(fen or 0)) for period, due_on, fen in found
    }


def _lines(made: Iterable[int]) -> Iterable[EffectLine]:
    charges = Charge.objects.filter(pk__in=made).select_related("item", "account__vendor")
    for charge in charges.order_by("due_on", "period", "pk"):
        yield EffectLine(
            charge.item.code,
            charge.account.vendor.name,
            None if charge.period is None else Period(charge.period.lower, charge.period.upper),
            charge.due_on,
            charge.amount_fen,
            charge.working,
        )
