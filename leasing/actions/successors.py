"""What becomes of a renewal when the lease that was to follow is signed, or dropped."""

from datetime import datetime

from leasing.core.life_states import RENEWAL, RenewalState
from leasing.models import Lease, Renewal
from market.actions import moves
from market.core.actors import Actor

WAITING = (RenewalState.OFFERED, RenewalState.ACCEPTED)


def signed(lease: Lease, *, by: Actor, at: datetime) -> None:
    """The lease that was offered as a renewal has been signed."""
    for renewal in Renewal.objects.filter(successor=lease, state__in=WAITING):
        moves.move(renewal, RENEWAL, "sign", by=by, at=at)


def dropped(lease: Lease, *, by: Actor, at: datetime, reason: str) -> None:
    """The lease that was offered as a renewal will not come about."""
    for renewal in Renewal.objects.filter(successor=lease, state__in=WAITING):
        moves.move(renewal, RENEWAL, "withdraw", by=by, at=at, reason=reason)
