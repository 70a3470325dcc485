"""Proposals for lines that are to do: reckoned for many at once, kept on the lines."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from market.core.hours import local_day
from market.core.matching import Incoming, Proposal, in_books, propose
from market.core.movements import Direction
from market.core.states import LineState
from market.models import LineBooking, Market, Payment, StatementLine
from market.queries.matching import index_of

_OPEN = Q(direction=Direction.IN, state__in=(LineState.NEW, LineState.PARKED))
_COLUMNS = ("confidence", "proposals", "about")
_MOST_AGAIN = 400


def propose_for(market: Market, lines: Iterable[StatementLine]) -> None:
    """Work out whose these lines may be and keep it on them. Lines that are done are passed over."""
    StatementLine.objects.bulk_update(weigh(market, lines), _COLUMNS, batch_size=1000)


def weigh(market: Market, lines: Iterable[StatementLine]) -> list[StatementLine]:
    """The same, in memory alone. This will answer the lines that are open."""
    open_lines = [
        line
        for line in lines
        if line.direction == Direction.IN and line.state in (LineState.NEW, LineState.PARKED)
    ]
    if not open_lines:
        return []
    days = [local_day(line.booked_at) for line in open_lines]
    index = index_of(market, first=min(days), last=max(days))
    booked = _in_books(open_lines)
    for line in open_lines:
        found = booked.get(line.key) or propose(_incoming(line), index)
        _keep(line, found)
    return open_lines


def propose_again(market: Market, *, accounts: Iterable[int], print_: str = "") -> None:
    """The same for lines that speak of these accounts, or come from the same payer.

    Lines that somebody else is deciding on at this moment are passed over: waiting for them,
    while they wait for the account that is locked here, would be a deadlock.
    """
    same = Q(about__overlap=list(accounts))
    if print_:
        same |= Q(account_print=print_)
    lines = StatementLine.objects.filter(_OPEN, same, market=market).order_by("-pk")
    free = lines.select_for_update(skip_locked=True, of=("self",), no_key=True)
    propose_for(market, list(free[:_MOST_AGAIN]))


def _in_books(lines: list[StatementLine]) -> dict[str, tuple[Proposal, ...]]:
    """Payments with the very reference of a line, which somebody typed in before."""
    rows = Payment.objects.filter(
        key__in=[line.key for line in lines], reversal__isnull=True, amount_fen__gt=0
    )
    taken = set(
        LineBooking.objects.filter(payment__in=rows, undone_at__isnull=True).values_list(
            "payment_id", flat=True
        )
    )
    amounts = {line.key: line.amount_fen for line in lines}
    return {
        row.key: (_tied(row),)
        for row in rows
        if row.pk not in taken and row.amount_fen == amounts[row.key]
    }


def _tied(payment: Payment) -> Proposal:
    return in_books(payment.pk, payment.account_id, payment.amount_fen)


def _incoming(line: StatementLine) -> Incoming:
    return Incoming(
        amount_fen=line.amount_fen,
        on=local_day(line.booked_at),
        name=line.name,
        print=line.account_print,
        memo=line.memo,
        referenced=not line.key.startswith("list/"),
    )


def _keep(line: StatementLine, found: Iterable[Proposal]) -> None:
    proposals = list(found)
    line.proposals = [_told(each) for each in proposals]
    line.confidence = str(proposals[0].confidence) if proposals else ""
    line.about = sorted({account for each in proposals for account in each.accounts})


def _told(proposal: Proposal) -> dict[str, Any]:
    return {
        "parts": [[part.account, part.amount_fen] for part in proposal.parts],
        "confidence": str(proposal.confidence),
        "score": proposal.score,
        "reasons": [[reason.code, dict(reason.facts)] for reason in proposal.reasons],
        "payment": proposal.payment,
    }
