"""Changing a lease that is in force. Bills that went out are put right by their difference."""

from datetime import datetime

from leasing import rules
from leasing.actions import leases
from leasing.core.states import LEASE
from leasing.models import Lease, LeaseLine
from market.actions import moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.refusals import Invalid


@in_one_go
def correct(
    lease: Lease, line: LeaseLine, *, amount_fen: int, reason: str, by: Actor, at: datetime
) -> Lease:
    """Put right an amount that was written wrong, for all days of its line.

    What was charged too little is charged on top, what was too much is credited, each bill on
    its own. amount_fen: what the line should have said. Raises Invalid.
    """
    rules.require(by, "lease.amend", lease)
    if amount_fen < 0:
        raise Invalid("bad_amount", "An amount in a lease cannot be below zero.", field="amount")
    moves.move(lease, LEASE, "amend", by=by, at=at, reason=reason)
    LeaseLine.objects.filter(pk=line.pk, lease=lease).update(amount_fen=amount_fen)
    leases.settle_terms(lease, at=at)
    return lease
