"""Which payment pays which charge."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock
from market.actions import reallocations
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Line, Moment, Out, Strict, Yuan, YuanOut
from market.models import Allocation
from market.queries.money import charges_seen_by, payments_seen_by

router = Router(auth=member)


class AllocationOut(Out):
    """So much of a payment pays so much of a charge; below zero, it was taken off again."""

    id: int
    payment: int
    charge: int
    amount: YuanOut
    allocated_at: Moment

    @classmethod
    def of(cls, row: Allocation) -> "AllocationOut":
        return cls(
            id=row.pk,
            payment=row.payment_id,
            charge=row.charge_id,
            amount=row.amount_fen,
            allocated_at=row.allocated_at,
        )


class MoveIn(Strict):
    """Money that is meant for another charge: off the one, onto the other; all that fits unless told."""

    payment: Id
    off: Id
    onto: Id
    amount: Yuan | None = None
    reason: Line = Field(min_length=1)


class Moved(Out):
    """How much was moved."""

    payment: int
    off: int
    onto: int
    amount: YuanOut


@router.get("", response=Page[AllocationOut])
def allocations(
    request: HttpRequest,
    window: Query[Window],
    payment: Id | None = None,
    charge: Id | None = None,
) -> Page[AllocationOut]:
    found = Allocation.objects.filter(
        payment__in=payments_seen_by(caller(request)).order_by()
    ).order_by("-pk")
    found = found.filter(payment=payment) if payment else found
    found = found.filter(charge=charge) if charge else found
    return page(request, found, window, AllocationOut.of)


@router.post("", response={201: Moved})
def reallocate(request: HttpRequest, given: MoveIn) -> Moved:
    by = caller(request)
    seen = charges_seen_by(by)
    moved = reallocations.reallocate(
        get_object_or_404(payments_seen_by(by), pk=given.payment),
        off=get_object_or_404(seen, pk=given.off),
        onto=get_object_or_404(seen, pk=given.onto),
        amount_fen=given.amount,
        reason=given.reason,
        by=by,
        at=clock.now(),
    )
    return Moved(payment=given.payment, off=given.off, onto=given.onto, amount=moved)
