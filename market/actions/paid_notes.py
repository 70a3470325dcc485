""" "I have paid": a vendor tells the cashier, who looks, and books it or says why not."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from market import rules
from market.actions import mismatches, moves, notices, payments, uploads
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.payment_keys import payment_key
from market.core.refusals import Conflict, Invalid
from market.core.states import PAID_NOTE
from market.models import Account, PaidNote, Payment
from market.models.paid_notes import TOLD_METHODS

# of one account, not looked at yet: more than that is a mistake, or play
MOST_AT_ONCE = 10
_TWICE = Conflict(
    "reference_told",
    "This number was told us already. If it is another payment, please check the number.",
    field="reference",
)


@transaction.atomic
def tell(
    account: Account,
    *,
    key: UUID,
    amount_fen: int,
    method: str,
    paid_on: date,
    by: Actor,
    at: datetime,
    reference: str = "",
    note: str = "",
    photo: tuple[bytes, str] | None = None,
) -> PaidNote:
    """Say that something was paid. Nothing is booked by it; a cashier compares it with the bank.

    key: the same one is the same note. photo: bytes and name of a screenshot; there must be one,
    or a reference. Raises Invalid for an amount, a method or a day that cannot be, Conflict
    "reference_told" for a number that was told before, "already_booked" for one in the books.
    """
    rules.require(by, "paidnote.tell", account)
    _check(amount_fen, method, paid_on, at)
    if not reference.strip() and photo is None:
        raise Invalid(
            "nothing_shown",
            "Please give the number of the transfer, or a screenshot of it.",
            field="reference",
        )
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    if known := PaidNote.objects.filter(key=key, account=account).first():
        return known
    found = payment_key(method, reference, market=account.market.code) if reference.strip() else ""
    _require_new(account, found)
    kept = uploads.take_in(*photo, by=by, at=at) if photo else None
    try:
        with transaction.atomic():
            made = PaidNote.objects.create(
                key=key,
                account=account,
                amount_fen=amount_fen,
                method=method,
                paid_on=paid_on,
                reference=reference.strip(),
                payment_key=found,
                note=note.strip(),
                photo=kept,
                told_at=at,
                told_by=by.name[:60],
            )
    except IntegrityError as fault:
        raise _TWICE from fault
    moves.note(made, "tell", by=by, at=at)
    return made


def book(note: PaidNote, *, by: Actor, at: datetime) -> PaidNote:
    """The money is there: book the payment. It pays the oldest bills, and the vendor gets word.

    A payment with the same number that is in the books already is taken for this one; with
    another amount this will refuse as payments.record does, and a Mismatch stays to be looked at.
    """
    rules.require(by, "paidnote.book", note)
    key = note.payment_key or f"told/{note.key}"
    with mismatches.noted([note.account], key=key, told_fen=note.amount_fen, by=by, at=at):
        held = PaidNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
        PAID_NOTE.after(held.state, "book")
        payment = payments.record(
            note.account,
            key=key,
            amount_fen=note.amount_fen,
            method=note.method,
            received_on=note.paid_on,
            note=note.note,
            by=by,
            at=at,
        )
        return moves.move(note, PAID_NOTE, "book", by=by, at=at, payment=payment)


@transaction.atomic
def refuse(note: PaidNote, *, reason: str, by: Actor, at: datetime) -> PaidNote:
    """It is not there, or it was somebody else's. The vendor is told why."""
    rules.require(by, "paidnote.refuse", note)
    told = reason.strip()
    if not told:
        raise Invalid("reason_missing", "Please say why.", field="reason")
    moved = moves.move(note, PAID_NOTE, "refuse", by=by, at=at, reason=told, answer=told)
    notices.say(
        "paid_note_refused",
        subject=f"paidnote:{note.pk}",
        vendor=note.account.vendor,
        market=note.account.market,
        key=f"paid_note_refused/{note.pk}",
        facts={
            "amount_fen": note.amount_fen,
            "paid_on": note.paid_on.isoformat(),
            "reason": told,
        },
        at=at,
    )
    return moved


def withdraw(note: PaidNote, *, by: Actor, at: datetime) -> PaidNote:
    """The vendor was mistaken."""
    rules.require(by, "paidnote.withdraw", note)
    return moves.move(note, PAID_NOTE, "withdraw", by=by, at=at)


def _check(amount_fen: int, method: str, paid_on: date, at: datetime) -> None:
    payments.check(amount_fen, method)
    if method not in TOLD_METHODS:
        raise Invalid("bad_method", "Choose how it was paid.", field="method")
    if paid_on > local_day(at):
        raise Invalid("not_yet", "This day is still to come.", field="paid_on")


def _require_new(account: Account, found: str) -> None:
    if found and Payment.objects.filter(key=found, account=account).exists():
        raise Conflict(
            "already_booked",
            "This payment is in the books already; you find it among those received.",
            field="reference",
        )
    told = PaidNote.objects.filter(account=account, state=PAID_NOTE.start)
    if told.count() >= MOST_AT_ONCE:
        raise Conflict(
            "too_many_told",
            "{most} payments wait to be looked at. Please give the office a moment.",
            most=MOST_AT_ONCE,
        )
    if found and PaidNote.objects.filter(payment_key=found, state__in=("told", "booked")).exists():
        raise _TWICE
