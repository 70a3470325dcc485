"""Settling a deposit at the end of a lease: laid out, agreed, booked in one go, returned in time."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from leasing import rules
from leasing.actions import late_fees
from leasing.core.arrears_states import SETTLEMENT, ClaimKind
from leasing.core.settlements import Claim, return_by, settled
from leasing.core.states import OVER
from leasing.documents import settlements as papers
from leasing.models import LateFeeWaiver, Lease, Settlement, SettlementClaim
from leasing.queries.demands import policy_of
from leasing.queries.deposits import deposit_charges, held_fen
from leasing.queries.late_fees import reckon
from leasing.queries.lease_charges import account_of, charges_of_lease
from leasing.queries.settlements import proposed_claims
from market.actions import charges, moves, notices, uploads
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.refusals import Conflict, Invalid
from market.models import Account, Charge, FeeItem, Move
from market.queries.days import working_calendar

ITEMS = {
    ClaimKind.DAMAGE: "damage",
    ClaimKind.CLEANING: "cleaning",
    ClaimKind.METER: "electricity",
    ClaimKind.OTHER: "other",
}
BY_HAND = tuple(ITEMS)


@transaction.atomic
def draft(lease: Lease, *, by: Actor, at: datetime) -> Settlement:
    """Begin the settlement of an ended lease with what its books say. Begun twice, it is one."""
    rules.require(by, "settlement.draft", lease)
    locked = Lease.objects.select_for_update(no_key=True).get(pk=lease.pk)
    known = Settlement.objects.filter(lease=lease).exclude(state="withdrawn").first()
    if known:
        return known
    if locked.state not in OVER:
        raise Conflict("not_ended", "End the lease first: then its deposit can be settled.")
    last = locked.ended_on or locked.ends_on or local_day(at)
    days = policy_of(lease.market).return_days
    settlement = Settlement.objects.create(
        lease=lease,
        return_by=return_by(last, days, working_calendar()),
        fees_until=local_day(at),
        drafted_at=at,
    )
    _lay_out(settlement, proposed_claims(lease, on=local_day(at)))
    return settlement


@transaction.atomic
def claim(
    settlement: Settlement,
    kind: str,
    *,
    amount_fen: int,
    note: str,
    by: Actor,
    at: datetime,
    file: tuple[bytes, str] | None = None,
) -> SettlementClaim:
    """Add a damage, cleaning, a last meter reading or something else, with a photo where there is one."""
    rules.require(by, "settlement.draft", settlement)
    _open_draft(settlement)
    if kind not in BY_HAND:
        raise Invalid("bad_kind", "Choose what it is for.", field="kind")
    if amount_fen <= 0:
        raise Invalid("bad_amount", "A claim must be above zero.", field="amount")
    if kind == ClaimKind.DAMAGE and not note.strip():
        raise Invalid("no_note", "Say what is damaged.", field="note")
    kept = uploads.take_in(file[0], file[1], by=by, at=at) if file else None
    row = SettlementClaim.objects.create(
        settlement=settlement,
        position=_claims(settlement).count() + 2000,
        kind=kind,
        amount_fen=amount_fen,
        note=note,
        file=kept,
    )
    _reorder(settlement)
    _sum_up(settlement)
    row.refresh_from_db()
    return row


@transaction.atomic
def drop(settlement: Settlement, claim: SettlementClaim, *, by: Actor, at: datetime) -> None:
    """Take a claim out that was put in by hand."""
    rules.require(by, "settlement.draft", settlement)
    _open_draft(settlement)
    if claim.kind not in BY_HAND or claim.charge_id is not None:
        raise Conflict("of_the_books", "This stands in the books. Credit the charge instead.")
    claim.delete()
    _reorder(settlement)
    _sum_up(settlement)


@transaction.atomic
def propose(settlement: Settlement, *, by: Actor, at: datetime) -> Settlement:
    """Send it to the vendor, who agrees to it or says what is wrong; the books are read anew."""
    rules.require(by, "settlement.propose", settlement)
    moves.move(settlement, SETTLEMENT, "propose", by=by, at=at, objection="")
    _renew(settlement, on=local_day(at))
    lease = settlement.lease
    times = Move.objects.filter(noun="settlement", thing=settlement.pk, name="propose").count()
    notices.say(
        "settlement_proposed",
        subject=f"settlement:{settlement.pk}",
        vendor=lease.vendor,
        market=lease.market,
        key=f"settlement_proposed/{settlement.pk}/{times}",
        facts={"amount_fen": settlement.returned_fen, "lease": lease.reference},
        at=at,
    )
    return settlement


def agree(settlement: Settlement, *, how: str, by: Actor, at: datetime) -> Settlement:
    """The vendor agrees: on the phone, or on paper."""
    rules.require(by, "settlement.agree", settlement)
    return moves.move(settlement, SETTLEMENT, "agree", by=by, at=at, answered_how=how)


def dispute(settlement: Settlement, *, reason: str, by: Actor, at: datetime) -> Settlement:
    """The vendor says what is wrong with it."""
    rules.require(by, "settlement.dispute", settlement)
    if not reason.strip():
        raise Invalid("no_reason", "Say what is not right.", field="reason")
    return moves.move(
        settlement, SETTLEMENT, "dispute", by=by, at=at, reason=reason, objection=reason[:300]
    )


def revise(settlement: Settlement, *, reason: str, by: Actor, at: datetime) -> Settlement:
    """Open it again to change its claims; it is proposed anew afterwards."""
    rules.require(by, "settlement.revise", settlement)
    return moves.move(settlement, SETTLEMENT, "revise", by=by, at=at, reason=reason)


def withdraw(settlement: Settlement, *, reason: str, by: Actor, at: datetime) -> Settlement:
    """Leave it; another can be begun."""
    rules.require(by, "settlement.withdraw", settlement)
    return moves.move(settlement, SETTLEMENT, "withdraw", by=by, at=at, reason=reason)


@transaction.atomic
def book(settlement: Settlement, *, by: Actor, at: datetime) -> Settlement:
    """Book what was agreed, all or nothing: claims are charged, the deposit pays them in order.

    What is left is the vendor's credit, to be paid out by return_by. The account's row is the
    lock; booked twice, it is booked once. This will refuse with Conflict("changed") when the
    books have moved since it was agreed: propose it anew.
    """
    rules.require(by, "settlement.book", settlement)
    account = account_of(settlement.lease)
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    settlement.refresh_from_db()
    if settlement.state == "booked":
        return settlement
    _require_unchanged(settlement)
    asked = _charged(settlement, account, at)
    _let_go(settlement.lease, asked, at)
    _let_rest(settlement.lease, at)
    _note_applied(settlement)
    moves.move(settlement, SETTLEMENT, "book", by=by, at=at, booked_at=at)
    paper = papers.freeze(settlement, at=at)
    Settlement.objects.filter(pk=settlement.pk).update(document=paper)
    settlement.refresh_from_db()
    return settlement


@transaction.atomic
def note_returned(settlement: Settlement, *, on: date, by: Actor, at: datetime) -> Settlement:
    """The rest has gone back to the vendor on a day."""
    rules.require(by, "settlement.return", settlement)
    locked = Settlement.objects.select_for_update(no_key=True, of=("self",)).get(pk=settlement.pk)
    if locked.state != "booked" or locked.returned_on is not None:
        raise Conflict("not_to_return", "There is nothing of this left to give back.")
    Settlement.objects.filter(pk=settlement.pk).update(returned_on=on)
    settlement.refresh_from_db()
    return settlement


def _claims(settlement: Settlement) -> QuerySet[SettlementClaim]:
    """Its claims as they are now, whatever came along with the settlement."""
    return SettlementClaim.objects.filter(settlement=settlement)


def _open_draft(settlement: Settlement) -> None:
    locked = Settlement.objects.select_for_update(no_key=True, of=("self",)).get(pk=settlement.pk)
    if locked.state != "drafted":
        raise Conflict("not_now", "This cannot be done now: it is {state}.", state=locked.state)


def _lay_out(settlement: Settlement, claims: Sequence[Claim]) -> None:
    start = _claims(settlement).count() + 2000
    SettlementClaim.objects.bulk_create(
        SettlementClaim(
            settlement=settlement,
            position=start + place,
            kind=claim.kind,
            amount_fen=claim.amount_fen,
            charge_id=claim.charge,
            late_for_id=claim.late_for,
        )
        for place, claim in enumerate(claims)
    )
    _reorder(settlement)
    _sum_up(settlement)


def _renew(settlement: Settlement, *, on: date) -> None:
    """What comes from the books as they are now, beside what was put in by hand."""
    _claims(settlement).exclude(kind__in=BY_HAND, charge__isnull=True).delete()
    Settlement.objects.filter(pk=settlement.pk).update(fees_until=on)
    _lay_out(settlement, proposed_claims(settlement.lease, on=on))


def _reorder(settlement: Settlement) -> None:
    """Claims in the order of their kinds, those of a kind as they came.

    A place is taken once at every moment: first they go far away, then where they belong.
    """
    order = list(ClaimKind)
    rows = sorted(
        _claims(settlement).all(), key=lambda row: (order.index(ClaimKind(row.kind)), row.position)
    )
    for offset in (10_000, 1):
        for place, row in enumerate(rows):
            SettlementClaim.objects.filter(pk=row.pk).update(position=offset + place)


def _sum_up(settlement: Settlement) -> None:
    """What of the deposit goes where, as it would be booked now; the vendor's credit counts in."""
    lies_fen, free_fen = _pot(settlement)
    rows = list(_claims(settlement).all())
    claims = [Claim(ClaimKind(row.kind), row.amount_fen) for row in rows]
    plan = settled(lies_fen + free_fen, claims)
    for row, applied_fen in zip(rows, plan.applied_fen, strict=True):
        SettlementClaim.objects.filter(pk=row.pk).update(applied_fen=applied_fen)
    Settlement.objects.filter(pk=settlement.pk).update(
        held_fen=lies_fen,
        credit_fen=free_fen,
        returned_fen=plan.returned_fen,
        still_owed_fen=plan.still_owed_fen,
    )
    settlement.refresh_from_db()


def _pot(settlement: Settlement) -> tuple[int, int]:
    """What is held as the deposit, and the vendor's credit besides."""
    payments = account_of(settlement.lease).payments.filter(free_fen__gt=0)
    free_fen = sum(payments.values_list("free_fen", flat=True))
    return held_fen(settlement.lease), free_fen


def _require_unchanged(settlement: Settlement) -> None:
    """What comes from the books is still what was agreed to, and so is what is held."""
    told = {
        (row.charge_id, row.late_for_id, row.amount_fen)
        for row in _claims(settlement).exclude(kind__in=BY_HAND, charge__isnull=True)
    }
    now = {
        (claim.charge, claim.late_for, claim.amount_fen)
        for claim in proposed_claims(settlement.lease, on=settlement.fees_until)
    }
    if told != now or _pot(settlement) != (settlement.held_fen, settlement.credit_fen):
        raise Conflict(
            "changed", "Something was paid or charged since this was agreed. Propose it anew."
        )


def _charged(settlement: Settlement, account: Account, at: datetime) -> list[Charge]:
    """A charge for every claim, in their order; what had none gets one now."""
    asked = []
    for row in _claims(settlement).select_related("charge", "late_for"):
        if row.late_for is not None:
            row.charge = _late_fee(row.late_for, settlement.fees_until, at)
        elif row.charge is None:
            row.charge = _charge(settlement, row, account, at)
        SettlementClaim.objects.filter(pk=row.pk).update(charge=row.charge)
        asked.append(row.charge)
    return asked


def _late_fee(late: Charge, until: date, at: datetime) -> Charge:
    late_fees.bring_up(late, until=until, by=HOUSE, at=at)
    return late.late_fees.select_related("fee").order_by("-number")[0].fee


def _charge(settlement: Settlement, row: SettlementClaim, account: Account, at: datetime) -> Charge:
    return charges.add(
        account,
        key=f"lease/{settlement.lease_id}/settlement/{row.pk}",
        item=FeeItem.objects.get(code=ITEMS[ClaimKind(row.kind)]),
        amount_fen=row.amount_fen,
        due_on=local_day(at),
        note=row.note,
        by=HOUSE,
        at=at,
    )


def _let_rest(lease: Lease, at: datetime) -> None:
    """What late fees have grown by since they were agreed is not asked for any more."""
    for found in reckon(charges_of_lease(lease), on=local_day(at)).values():
        if found.difference_fen > 0:
            LateFeeWaiver.objects.create(
                charge=found.charge,
                amount_fen=found.difference_fen,
                reason="settled with the deposit",
                by_name=HOUSE.name,
                at=at,
            )


def _let_go(lease: Lease, asked: Sequence[Charge], at: datetime) -> None:
    """Credit the deposit in full: the money that lay on it pays the claims, and then nothing."""
    for deposit in deposit_charges(lease):
        credited = sum(deposit.reversals.values_list("amount_fen", flat=True))
        if deposit.amount_fen + credited > 0:
            charges.reverse(
                deposit,
                key=f"{deposit.key}/settled",
                reason="deposit settled",
                by=HOUSE,
                at=at,
                pays=asked,
            )


def _note_applied(settlement: Settlement) -> None:
    """What each claim really received, by the books."""
    still_fen = 0
    for row in _claims(settlement).select_related("charge"):
        if row.charge is not None:
            still_fen += row.charge.open_fen
            SettlementClaim.objects.filter(pk=row.pk).update(
                applied_fen=row.amount_fen - row.charge.open_fen
            )
    claimed_fen = sum(_claims(settlement).values_list("applied_fen", flat=True))
    Settlement.objects.filter(pk=settlement.pk).update(
        still_owed_fen=still_fen,
        returned_fen=settlement.held_fen + settlement.credit_fen - claimed_fen,
    )
    settlement.refresh_from_db()
