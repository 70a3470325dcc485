"""A lease handed on to another vendor, with the market's consent."""

from datetime import date, datetime

from django.db import transaction

from leasing import rules
from leasing.actions import leases
from leasing.actions.lease_terms import last_day_of
from leasing.actions.written_terms import drop_lines
from leasing.core.life_states import OPEN_TRANSFERS, TRANSFER, RenewalState
from leasing.core.states import LEASE
from leasing.documents import letters
from leasing.models import Billed, Lease, LeaseLine, LeaseParty, Transfer
from market.actions import accounts, moves
from market.actions.contention import in_one_go
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import ONE_DAY
from market.core.refusals import Conflict, Invalid
from market.models import Vendor


@in_one_go
def ask(
    lease: Lease,
    after: Vendor,
    *,
    from_day: date,
    reason: str = "",
    deposit_moves: bool = True,
    by: Actor,
    at: datetime,
) -> Transfer:
    """Ask that another vendor takes a lease over from a day. Nothing changes until the market agrees.

    This will refuse a vendor who is barred then, the lease's own vendor, and a second request
    while one is open.
    """
    rules.require(by, "transfer.ask", lease)
    locked = Lease.objects.select_for_update(of=("self",)).get(pk=lease.pk)
    LEASE.after(locked.state, "transfer")
    _check(locked, after, from_day)
    if locked.transfers.filter(state__in=OPEN_TRANSFERS).exists():
        raise Conflict("transfer_open", "A transfer of this lease has been asked for already.")
    made = Transfer.objects.create(
        lease=locked,
        before=locked.vendor,
        after=after,
        from_day=from_day,
        deposit_moves=deposit_moves,
        asked_at=at,
        reason=reason,
    )
    _tell(made, "transfer_asked", at=at)
    return made


@in_one_go
def consent(transfer: Transfer, *, by: Actor, at: datetime) -> Transfer:
    """Agree. From the day the new vendor owes it all; bills before it stay with the old one.

    Bills that went out for days behind it are credited to the old vendor and charged to the new.
    The deposit stays with the lease: the old vendor gets it as credit, the new one is charged.
    This will refuse, as signing does, a new vendor who lacks a paper on that day or is suspended
    (see leases.require_trading), unless they were let pass.
    """
    rules.require(by, "transfer.consent", transfer)
    moves.move(transfer, TRANSFER, "consent", by=by, at=at)
    lease = transfer.lease
    _check(lease, transfer.after, transfer.from_day)
    after, first = transfer.after, transfer.from_day
    leases.require_trading(lease, act="sign", at=at, vendor=after, from_day=first)
    moves.move(lease, LEASE, "transfer", by=by, at=at, reason=transfer.reason)
    accounts.open_account(transfer.after, lease.market, at=at)
    _hand_on(lease, transfer)
    if transfer.deposit_moves:
        _hand_on_deposit(lease, transfer, at=at)
    leases.settle_terms(lease, at=at)
    letters.transfer(transfer, at=at)
    _tell(transfer, "transfer_agreed", at=at)
    leases.tell(lease, "transfer_agreed", "", _facts(transfer), vendor=transfer.after, at=at)
    if transfer.from_day <= local_day(at):
        complete(transfer, by=by, at=at)
    return transfer


@transaction.atomic
def complete(transfer: Transfer, *, by: Actor, at: datetime) -> Transfer:
    """The day has come: the lease is the new vendor's."""
    rules.require(by, "lease.transfer", transfer.lease)
    moves.move(transfer, TRANSFER, "complete", by=by, at=at)
    Lease.objects.filter(pk=transfer.lease_id).update(vendor=transfer.after)
    transfer.refresh_from_db()
    return transfer


@transaction.atomic
def refuse(transfer: Transfer, *, reason: str, by: Actor, at: datetime) -> Transfer:
    """Say no, with the reason. Nothing changes."""
    rules.require(by, "transfer.refuse", transfer)
    if not reason.strip():
        raise Invalid("no_reason", "Say why, in words the vendor can use.", field="reason")
    moves.move(transfer, TRANSFER, "refuse", by=by, at=at, reason=reason)
    facts = {**_facts(transfer), "why": reason}
    leases.tell(transfer.lease, "transfer_refused", str(transfer.pk), facts, at=at)
    return transfer


@transaction.atomic
def withdraw(transfer: Transfer, *, by: Actor, at: datetime, reason: str = "") -> Transfer:
    """The vendor keeps the lease after all."""
    rules.require(by, "transfer.withdraw", transfer)
    return moves.move(transfer, TRANSFER, "withdraw", by=by, at=at, reason=reason)


def _check(lease: Lease, after: Vendor, from_day: date) -> None:
    last = last_day_of(lease)
    if from_day < lease.starts_on or (last is not None and from_day > last):
        raise Invalid(
            "outside_the_lease",
            "{last} is not a day of this lease. Choose a day within it.",
            last=from_day,
            field="from_day",
        )
    if after.pk == lease.vendor_id:
        raise Invalid("same_vendor", "This lease is that vendor's already.", field="after")
    if after.barred_until is not None and after.barred_until >= from_day:
        raise Conflict(
            "vendor_barred",
            "This vendor may not trade here until {until}.",
            until=after.barred_until,
            field="after",
        )


def _hand_on(lease: Lease, transfer: Transfer) -> None:
    """Whoever had a share has it until the day before, the new vendor all of it from then on."""
    day_before = transfer.from_day - ONE_DAY
    if not lease.parties.exists():
        LeaseParty.objects.create(lease=lease, vendor=lease.vendor, part=1, whole=1)
    lease.parties.filter(starts_on__gte=transfer.from_day).delete()
    for party in lease.parties.all():
        if party.ends_on is None or party.ends_on > day_before:
            LeaseParty.objects.filter(pk=party.pk).update(ends_on=day_before)
    LeaseParty.objects.create(
        lease=lease, vendor=transfer.after, part=1, whole=1, starts_on=transfer.from_day
    )


def _hand_on_deposit(lease: Lease, transfer: Transfer, *, at: datetime) -> None:
    """Take the deposit out of the bills of this lease and those before it, and into a new one.

    One that was never charged here was settled elsewhere, and stays as it is.
    """
    chain = [lease, *_before(lease)]
    bills = Billed.objects.filter(instalment__lease__in=chain, charge__item__code="deposit")
    charged = bills.select_related("charge__item").first()
    if charged is None or not lease.deposit_fen:
        return
    for each in chain:
        drop_lines(each.lines.filter(item__code="deposit"))
    for each in chain[1:]:
        leases.settle_terms(each, at=at)
    Lease.objects.filter(pk=lease.pk).update(deposit_carried_fen=0)
    LeaseLine.objects.create(
        lease=lease,
        item=charged.charge.item,
        amount_fen=lease.deposit_fen,
        starts_on=transfer.from_day,
    )


def _before(lease: Lease) -> list[Lease]:
    """The leases that this one renews, the latest first."""
    found: list[Lease] = []
    this = lease
    while renewed := Lease.objects.filter(
        renewals__successor=this, renewals__state=RenewalState.SIGNED
    ).first():
        found.append(renewed)
        this = renewed
    return found


def _facts(transfer: Transfer) -> dict[str, str]:
    return {"after": transfer.after.name, "from_day": transfer.from_day.isoformat()}


def _tell(transfer: Transfer, occasion: str, *, at: datetime) -> None:
    leases.tell(transfer.lease, occasion, str(transfer.pk), _facts(transfer), at=at)
