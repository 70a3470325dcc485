"""Settlements of deposits, as far as one may see them, and those that wait to be paid out."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from leasing.core.arrears_states import ClaimKind, Posting, SettlementState
from leasing.core.settlements import Claim
from leasing.core.states import OVER
from leasing.models import Lease, Settlement
from leasing.queries.demands import policy_of
from leasing.queries.deposits import ITEM, with_deposits
from leasing.queries.late_fees import reckon
from leasing.queries.lease_charges import charges_of_lease
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.models import Charge
from market.queries.sight import EVERYBODY_HERE, sight_of

METERED = ("electricity", "water", "heating")


def settlements_seen_by(actor: Actor) -> QuerySet[Settlement]:
    """Those at one's markets and of one's own leases, the next to be returned first."""
    sight = sight_of(actor, "lease", EVERYBODY_HERE)
    seen = Settlement.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(lease__market__in=sight.markets) | Q(lease__vendor__in=sight.vendors))
    return (
        seen.select_related("lease__vendor", "lease__market", "document")
        .prefetch_related("claims__charge__item", "claims__file")
        .order_by("return_by", "pk")
    )


def proposed_claims(lease: Lease, *, on: date) -> tuple[Claim, ...]:
    """What the lease owes by the books: its open charges, then meters, then late fees to charge."""
    open_charges = list(charges_of_lease(lease).filter(open_fen__gt=0).exclude(item__code=ITEM))
    claims = [
        Claim(_kind(charge.item.code), charge.open_fen, charge=charge.pk) for charge in open_charges
    ]
    claims += [
        Claim(ClaimKind.LATE_FEE, found.difference_fen, late_for=found.charge.pk)
        for found in reckon(_bearing(lease), on=on).values()
        if found.difference_fen > 0
    ]
    order = list(ClaimKind)
    return tuple(sorted(claims, key=lambda claim: order.index(claim.kind)))


def to_settle(actor: Actor) -> QuerySet[Any]:
    """Leases that have ended with a deposit still held, and no settlement begun."""
    ended = with_deposits(leases_seen_by(actor).filter(state__in=OVER))
    return ended.filter(deposit_held__gt=0).exclude(
        pk__in=Settlement.objects.exclude(state=SettlementState.WITHDRAWN).values("lease")
    )


def to_return(settlements: QuerySet[Settlement]) -> QuerySet[Settlement]:
    """Those whose rest has not gone back yet, settled or still being settled."""
    return settlements.filter(returned_on__isnull=True).exclude(
        Q(state=SettlementState.WITHDRAWN) | Q(state=SettlementState.BOOKED, returned_fen=0)
    )


def _bearing(lease: Lease) -> QuerySet[Charge]:
    """Charges whose late fee is claimed: where fees are never charged, only of what is still open."""
    charges = charges_of_lease(lease)
    if policy_of(lease.market).posting == Posting.OFF:
        return charges.filter(open_fen__gt=0)
    return charges


def _kind(item: str) -> ClaimKind:
    if item == "late-fee":
        return ClaimKind.LATE_FEE
    return ClaimKind.METER if item in METERED else ClaimKind.ARREARS
