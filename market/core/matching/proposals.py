"""At most three answers to whose money it is, each with its reasons; the best first."""

from collections.abc import Iterable
from dataclasses import replace

from market.core.matching.facts import Book, Confidence, Incoming, Part, Proposal, Reason
from market.core.matching.indexes import NAMED, Evidence, Index
from market.core.matching.sums import leading, subset

MOST = 3
# how well the amount fits, out of 40
ALL_OPEN, OLDEST, ONE_BILL, TOGETHER, SOME_BILLS, BEYOND = 40, 38, 34, 36, 24, 4
_SECOND_WAY = 10
_LEAD = 20
_FITS = ONE_BILL
_LIKELY, _MAYBE = 60, 30
_MOST_OF_A_FAMILY = 12


def propose(line: Incoming, index: Index) -> tuple[Proposal, ...]:
    """This will say for which accounts a line may be, at most three ways, the likeliest first.

    A line is *sure* where one account is known by more than a likeness, the amount is what it
    owes or a bill of it, and no other comes near. A payment that was typed in by hand around
    that day is proposed to be tied, so that it is not booked again.
    """
    evidence = index.evidence(line)
    found = [_of_one(line, index.books[account], ways) for account, ways in evidence.items()]
    found += _of_families(line, index, evidence)
    found = [_by_hand(line, index, each) for each in found]
    ranked = sorted(
        (each for each in found if each.score >= _MAYBE),
        key=lambda each: (-each.score, len(each.parts), sorted(each.accounts)),
    )
    return tuple(_judged(ranked[:MOST], evidence))


def in_books(payment: int, account: int, amount_fen: int) -> Proposal:
    """A payment with the very reference of a line is that line: it is tied, never booked again."""
    parts = (Part(account, amount_fen),)
    return Proposal(parts, Confidence.SURE, 100, (Reason("in_books", {}),), payment)


def _of_one(line: Incoming, book: Book, ways: Iterable[tuple[int, Reason]]) -> Proposal:
    known = sorted(ways, key=lambda way: -way[0])
    who = known[0][0] + (_SECOND_WAY if len({way[0] for way in known if way[0]}) > 1 else 0)
    fit, why = _fit(line.amount_fen, book)
    reasons = tuple(reason for _, reason in known[:2] if reason.code != "owes_alone" or not who)
    parts = (Part(book.account, line.amount_fen),)
    return Proposal(parts, Confidence.MAYBE, min(who + fit, 100), (*reasons, why))


def _fit(amount_fen: int, book: Book) -> tuple[int, Reason]:
    """How well the amount fits what is open, and why."""
    bills = [bill.fen for bill in book.bills]
    if not bills:
        return 0, Reason("owes_nothing", {})
    if amount_fen == book.open_fen:
        return ALL_OPEN, Reason("all_open", {"count": len(bills)})
    if count := leading(bills, amount_fen):
        return OLDEST, Reason("oldest_bills", {"count": count})
    if amount_fen in bills:
        return ONE_BILL, Reason("one_bill", {"due_on": _due(book, amount_fen)})
    return _otherwise(amount_fen, book, bills)


def _otherwise(amount_fen: int, book: Book, bills: list[int]) -> tuple[int, Reason]:
    places, _ = subset(bills, amount_fen)
    if places:
        return SOME_BILLS, Reason("some_bills", {"count": len(places)})
    code = "more_than_open" if amount_fen > book.open_fen else "less_than_open"
    return BEYOND, Reason(code, {"open_fen": book.open_fen})


def _due(book: Book, amount_fen: int) -> str:
    return next(bill.due_on for bill in book.bills if bill.fen == amount_fen).isoformat()


def _of_families(line: Incoming, index: Index, evidence: Evidence) -> list[Proposal]:
    """One payer for several stalls: the accounts of a family whose open sums make the amount."""
    groups: dict[frozenset[int], int] = {}
    strong = {account: max(ways)[0] for account, ways in _weighed(evidence).items()}
    remembered = frozenset(account for account, weight in strong.items() if weight >= NAMED)
    for account, weight in strong.items():
        if weight:
            group = index.family(account) | (remembered if account in remembered else frozenset())
            groups[group] = max(groups.get(group, 0), weight)
    found = [_together(line, index, group, who) for group, who in groups.items()]
    return [each for each in found if each is not None]


def _weighed(evidence: Evidence) -> dict[int, list[tuple[int, str]]]:
    return {
        account: [(weight, reason.code) for weight, reason in ways]
        for account, ways in evidence.items()
    }


def _together(line: Incoming, index: Index, group: frozenset[int], who: int) -> Proposal | None:
    owing = [index.books[each] for each in sorted(group) if index.books[each].bills]
    if not 2 <= len(owing) <= _MOST_OF_A_FAMILY:
        return None
    places, only = subset([book.open_fen for book in owing], line.amount_fen)
    if len(places) < 2:
        return None
    parts = tuple(Part(owing[at].account, owing[at].open_fen) for at in places)
    score = min(who + (TOGETHER if only else SOME_BILLS), 100)
    reason = Reason("together", {"count": len(parts), "payer": line.name})
    return Proposal(parts, Confidence.MAYBE, score, (reason,))


def _by_hand(line: Incoming, index: Index, proposal: Proposal) -> Proposal:
    if len(proposal.parts) != 1:
        return proposal
    account = proposal.parts[0].account
    typed = index.by_hand(account, line)
    if typed is None and index.lined(account, line):
        return replace(proposal, reasons=(*proposal.reasons, Reason("lined", {})))
    if typed is None:
        return proposal
    reason = Reason("by_hand", {"on": typed.on.isoformat()})
    score = min(proposal.score + ALL_OPEN, 100)
    reasons = (reason, *proposal.reasons[:-1])
    return replace(proposal, payment=typed.payment, score=score, reasons=reasons)


def _judged(ranked: list[Proposal], evidence: Evidence) -> Iterable[Proposal]:
    for place, each in enumerate(ranked):
        lead = each.score - (ranked[1].score if len(ranked) > 1 else 0)
        sure = place == 0 and lead >= _LEAD and _is_plain(each, evidence)
        level = Confidence.LIKELY if each.score >= _LIKELY else Confidence.MAYBE
        yield replace(each, confidence=Confidence.SURE if sure else level)


def _is_plain(proposal: Proposal, evidence: Evidence) -> bool:
    """Whether the vendor is known by more than a likeness, and the amount is what is owed."""
    if proposal.payment is not None:
        return False
    fits = {"all_open", "oldest_bills", "one_bill"}
    known = [
        any(weight >= NAMED for weight, _ in evidence.get(part.account, ()))
        for part in proposal.parts
    ]
    if len(proposal.parts) > 1:
        return all(known) and proposal.score >= NAMED + TOGETHER
    return all(known) and proposal.reasons[-1].code in fits
