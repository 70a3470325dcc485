"""What becomes of a line of a statement: booked, tied, put aside, ignored, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from market import rules
from market.actions import payments
from market.actions.moves import move
from market.actions.proposing import propose_again, propose_for
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.matching import Confidence
from market.core.money import yuan
from market.core.movements import Direction
from market.core.refusals import Conflict, Invalid
from market.core.states import STATEMENT_LINE, LineState
from market.models import Account, LineBooking, PayerLink, Payment, StatementLine

_PAYER, _NOTE = 60, 200


@dataclass(frozen=True)
class Share:
    """So much of a line for one account, in fen."""

    account: Account
    amount_fen: int


@transaction.atomic
def book(line: StatementLine, shares: Sequence[Share], *, by: Actor, at: datetime) -> list[Payment]:
    """Book a line for one account or several; each gets a payment, and pays its oldest bills.

    The same press twice, or by two people at once, books once: the second gets the first's
    payments where it asked for the same, and Conflict("not_now") where it asked for another.
    Raises Invalid: not_incoming, shares_differ, other_market.
    """
    rules.require(by, "statementline.book", line)
    _require_incoming(line)
    _require_whole(line, shares)
    done = _standing(_locked(line))
    if done and _same(done, shares):
        return [each.payment for each in done]
    move(line, STATEMENT_LINE, "book", by=by, at=at)

    keys = _keys(line, len(shares))
    ordered = sorted(zip(shares, keys, strict=True), key=lambda pair: pair[0].account.pk)
    booked = [_record(line, share, key, by=by, at=at) for share, key in ordered]
    LineBooking.objects.bulk_create(
        LineBooking(line=line, payment=payment, at=at) for payment in booked
    )
    _remember(line, [share.account for share in shares])
    propose_again(
        line.market, accounts=[share.account.pk for share in shares], print_=line.account_print
    )
    return booked


@transaction.atomic
def tie(line: StatementLine, payment: Payment, *, by: Actor, at: datetime) -> Payment:
    """Say that a line is a payment which is in the books already. Nothing is booked.

    Raises Invalid("shares_differ") for another amount or market, and Conflict("payment_tied")
    where another line stands behind the payment.
    """
    rules.require(by, "statementline.book", line)
    _require_incoming(line)
    done = _standing(_locked(line))
    if [each.payment_id for each in done] == [payment.pk]:
        return payment
    Account.objects.select_for_update(no_key=True).get(pk=payment.account_id)
    _require_whole(line, [Share(payment.account, payment.amount_fen)])
    if (
        LineBooking.objects.filter(payment=payment, undone_at__isnull=True).exists()
        or Payment.objects.filter(reverses=payment).exists()
    ):
        raise Conflict(
            "payment_tied",
            "This payment was reversed, or another line stands behind it. Look at the line again.",
        )
    move(line, STATEMENT_LINE, "book", by=by, at=at)
    LineBooking.objects.create(line=line, payment=payment, tied=True, at=at)
    _remember(line, [payment.account])
    propose_again(line.market, accounts=[payment.account_id], print_=line.account_print)
    return payment


@transaction.atomic
def unbook(line: StatementLine, *, reason: str, by: Actor, at: datetime) -> StatementLine:
    """Take a booking back: its payments are reversed, what was only tied stays, the line is to do.

    Doing it twice is refused with Conflict("not_now").
    """
    rules.require(by, "statementline.unbook", line)
    move(line, STATEMENT_LINE, "unbook", by=by, at=at, reason=reason)
    done = _standing(line)
    for each in sorted(done, key=lambda booking: booking.payment.account_id):
        if not each.tied:
            payments.reverse(each.payment, reason=reason, by=by, at=at)
    LineBooking.objects.filter(pk__in=[each.pk for each in done]).update(undone_at=at)
    _unlearn(line, [each.payment.account_id for each in done])
    propose_for(line.market, [line])
    return line


def park(line: StatementLine, *, reason: str = "", by: Actor, at: datetime) -> StatementLine:
    """Put a line aside, to be looked into."""
    rules.require(by, "statementline.park", line)
    return move(line, STATEMENT_LINE, "park", by=by, at=at, reason=reason, note=reason[:_NOTE])


def ignore(line: StatementLine, *, reason: str, by: Actor, at: datetime) -> StatementLine:
    """Say that a line is nothing for the books, and why: a refund, one's own money, another house."""
    rules.require(by, "statementline.ignore", line)
    return move(line, STATEMENT_LINE, "ignore", by=by, at=at, reason=reason, note=reason[:_NOTE])


@transaction.atomic
def reopen(line: StatementLine, *, by: Actor, at: datetime) -> StatementLine:
    """Take up again what was put aside or ignored."""
    rules.require(by, "statementline.reopen", line)
    move(line, STATEMENT_LINE, "reopen", by=by, at=at, note="")
    propose_for(line.market, [line])
    return line


def book_sure(lines: Iterable[StatementLine], *, by: Actor, at: datetime) -> list[StatementLine]:
    """Book those of the lines that are sure, each as its first proposal says.

    Each line is a transaction of its own. A line for an account that an earlier one has just
    paid is left to be looked at: what was open is no longer so. This will answer those booked.
    """
    booked: list[StatementLine] = []
    paid: set[int] = set()
    for line in lines:
        line.refresh_from_db()
        if line.confidence != Confidence.SURE or line.state != LineState.NEW:
            continue
        if paid & _accounts(line):
            continue
        try:
            accept(line, 0, by=by, at=at)
        except Conflict:
            continue
        paid |= _accounts(line)
        booked.append(line)
    return booked


def accept(line: StatementLine, place: int, *, by: Actor, at: datetime) -> list[Payment]:
    """Book a line as one of its proposals says, or tie it to the payment that is meant.

    Raises Conflict("proposal_gone") where the proposals have changed since they were seen.
    """
    if not 0 <= place < len(line.proposals):
        raise Conflict(
            "proposal_gone", "The proposals have changed meanwhile. Look at the line again."
        )
    told = line.proposals[place]
    if told["payment"] is not None:
        payment = Payment.objects.select_related("account").get(pk=told["payment"])
        return [tie(line, payment, by=by, at=at)]
    accounts = Account.objects.in_bulk([account for account, _ in told["parts"]])
    shares = [Share(accounts[account], fen) for account, fen in told["parts"]]
    return book(line, shares, by=by, at=at)


def _accounts(line: StatementLine) -> set[int]:
    return {account for account, _ in line.proposals[0]["parts"]}


def _record(line: StatementLine, share: Share, key: str, *, by: Actor, at: datetime) -> Payment:
    return payments.record(
        share.account,
        key=key,
        amount_fen=share.amount_fen,
        method=line.statement.method,
        received_on=local_day(line.booked_at),
        payer=line.name[:_PAYER],
        note=line.memo[:_NOTE],
        by=by,
        at=at,
    )


def _keys(line: StatementLine, count: int) -> list[str]:
    """Keys that no payment has yet: the line's own, for several /1, /2…; anew after a reversal.

    A payment that stands under the line's own key and was not reversed is this very money.
    """
    rows = Payment.objects.filter(key__startswith=line.key).select_related("reversal")
    used = {row.key: row for row in rows}
    own = used.get(line.key)
    if own is not None and getattr(own, "reversal", None) is None:
        raise Conflict(
            "in_the_books",
            "This reference is in the books already with {amount}. Tie the line to that payment.",
            amount=yuan(own.amount_fen),
        )
    if count == 1 and own is None:
        return [line.key]
    free = (f"{line.key}/{number}" for number in range(1, len(used) + count + 1))
    return [key for key in free if key not in used][:count]


def _locked(line: StatementLine) -> StatementLine:
    return StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _standing(line: StatementLine) -> list[LineBooking]:
    rows = LineBooking.objects.filter(line=line, undone_at__isnull=True).order_by("pk")
    return list(rows.select_related("payment__account"))


def _same(done: Iterable[LineBooking], shares: Iterable[Share]) -> bool:
    booked = sorted((each.payment.account_id, each.payment.amount_fen) for each in done)
    return booked == sorted((share.account.pk, share.amount_fen) for share in shares)


def _require_incoming(line: StatementLine) -> None:
    if line.direction != Direction.IN:
        raise Invalid("not_incoming", "This money did not come in: there is nothing to book.")


def _require_whole(line: StatementLine, shares: Sequence[Share]) -> None:
    whole_fen = sum(share.amount_fen for share in shares)
    accounts = {share.account.pk for share in shares}
    if (
        whole_fen != line.amount_fen
        or len(accounts) != len(shares)
        or any(share.amount_fen <= 0 for share in shares)
    ):
        raise Invalid(
            "shares_differ",
            "The parts come to {told}, and the line has {amount}. Each vendor stands once, with "
            "more than nothing.",
            told=yuan(whole_fen),
            amount=yuan(line.amount_fen),
        )
    if any(share.account.market_id != line.market_id for share in shares):
        raise Invalid("other_market", "This vendor has no account at the market of this line.")


def _remember(line: StatementLine, accounts: Iterable[Account]) -> None:
    """That this payer has paid for these accounts."""
    if not line.account_print:
        return
    on = local_day(line.booked_at)
    for account in accounts:
        link, new = PayerLink.objects.get_or_create(
            account=account,
            print=line.account_print,
            defaults={"name": line.name, "masked": line.account_masked, "last_on": on},
        )
        if not new:
            PayerLink.objects.filter(pk=link.pk).update(
                times=F("times") + 1, last_on=max(link.last_on, on), name=line.name
            )


def _unlearn(line: StatementLine, accounts: Iterable[int]) -> None:
    """What was taken back says nothing of who pays for whom."""
    links = PayerLink.objects.filter(account__in=list(accounts), print=line.account_print)
    links.filter(times__lte=1).delete()
    links.update(times=F("times") - 1)
