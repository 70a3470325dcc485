"""Deposits (押金): a liability of the market, lease by lease, and in all to the fen."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from leasing.models import DepositClaim, Lease, Settlement
from leasing.queries.lease_charges import charges_of_lease, charges_of_outer_lease
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.hours import local_day
from market.models import Allocation, Charge, Market

ITEM = "deposit"


@dataclass(frozen=True)
class Entry:
    """One line of a deposit's statement, in fen: asked, topped_up, paid, claimed,
    returned, or freed: credited by hand."""

    kind: str
    on: Any
    amount_fen: int
    note: str = ""


@dataclass(frozen=True)
class Statement:
    """A lease's deposit. held_fen: what the market has of it now, and owes."""

    asked_fen: int
    held_fen: int
    open_fen: int
    claimed_fen: int
    returned_fen: int
    entries: tuple[Entry, ...]


def deposit_charges(lease: Lease) -> QuerySet[Charge]:
    """What was asked of a lease as its deposit, top-ups included."""
    return charges_of_lease(lease).filter(item__code=ITEM)


def held_fen(lease: Lease) -> int:
    """What of the deposit was paid and not given up: the sum of what lies on its charges."""
    lies = Allocation.objects.filter(charge__in=deposit_charges(lease).order_by())
    return lies.aggregate(sum=Sum("amount_fen"))["sum"] or 0


def statement(lease: Lease) -> Statement:
    """Asked, paid, claimed, topped up, returned, in the order of their days.

    What was paid is what is held, and what was claimed, returned, and given back by hand.
    """
    charges = list(deposit_charges(lease))
    paid, freed_fen = _paid([charge.pk for charge in charges])
    gone = [*_claimed(lease), *_settled(lease)]
    entries = [*(_asked(charge) for charge in charges), *paid, *gone]
    by_hand_fen = freed_fen + sum(entry.amount_fen for entry in gone)
    if by_hand_fen > 0:
        entries.append(Entry("freed", entries[-1].on, -by_hand_fen))
    return Statement(
        asked_fen=sum(charge.amount_fen for charge in charges),
        held_fen=sum(entry.amount_fen for entry in paid) - freed_fen,
        open_fen=sum(charge.open_fen for charge in charges),
        claimed_fen=-sum(entry.amount_fen for entry in gone if entry.kind == "claimed"),
        returned_fen=-sum(entry.amount_fen for entry in gone if entry.kind == "returned"),
        entries=tuple(sorted(entries, key=lambda entry: entry.on)),
    )


def _asked(charge: Charge) -> Entry:
    kind = "topped_up" if "/top-up/" in charge.key else "asked"
    return Entry(kind, charge.due_on, charge.amount_fen)


def _paid(charges: list[int]) -> tuple[list[Entry], int]:
    """What was paid on these charges, and how much of it was let go; bounced payments left out."""
    rows = Allocation.objects.filter(charge__in=charges, payment__reversal__isnull=True)
    entries, freed_fen = [], 0
    for amount_fen, on in rows.order_by("pk").values_list("amount_fen", "payment__received_on"):
        if amount_fen > 0:
            entries.append(Entry("paid", on, amount_fen))
        else:
            freed_fen -= amount_fen
    return entries, freed_fen


def _claimed(lease: Lease) -> list[Entry]:
    claims = DepositClaim.objects.filter(lease=lease).select_related("charge__item")
    return [
        Entry(
            "claimed", local_day(one.at), -one.amount_fen, one.charge.note or one.charge.item.name
        )
        for one in claims
    ]


def _settled(lease: Lease) -> list[Entry]:
    """What the settlement took of the deposit, and what it gave back; credit besides left out."""
    booked = Settlement.objects.filter(lease=lease, state="booked").first()
    if booked is None or booked.booked_at is None:
        return []
    on = local_day(booked.booked_at)
    returned_fen = min(booked.returned_fen, booked.held_fen)
    found = [
        Entry("claimed", on, returned_fen - booked.held_fen),
        Entry("returned", on, -returned_fen),
    ]
    return [entry for entry in found if entry.amount_fen]


def with_deposits(leases: QuerySet[Lease]) -> QuerySet[Any]:
    """Each lease with deposit_held and deposit_open, in fen."""
    mine = charges_of_outer_lease().filter(item__code=ITEM)
    lies = mine.annotate(one=Value(1)).values("one").annotate(sum=Sum("allocations__amount_fen"))
    opened = mine.annotate(one=Value(1)).values("one").annotate(sum=Sum("open_fen"))
    return leases.annotate(
        deposit_held=_figure(lies.values("sum")), deposit_open=_figure(opened.values("sum"))
    )


def deposits_seen_by(actor: Actor) -> QuerySet[Any]:
    """Leases with a deposit that is asked or held."""
    return with_deposits(leases_seen_by(actor)).exclude(deposit_held=0, deposit_open=0)


def liability_fen(markets: QuerySet[Market]) -> int:
    """All that lies on deposits at these markets: what their books owe to vendors."""
    lies = Allocation.objects.filter(charge__account__market__in=markets, charge__item__code=ITEM)
    return lies.aggregate(sum=Sum(F("amount_fen")))["sum"] or 0


def _figure(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=BigIntegerField()), Value(0))
