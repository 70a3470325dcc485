"""The accounts of a market, laid out so that a line finds its few candidates at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from market.core.matching.facts import Book, Incoming, Known, Reason, Typed
from market.core.matching.names import (
    bare,
    likeness,
    masks,
    pairs,
    phones_in,
    sign,
    signs_in,
    sound,
)

# what more vendors than these have in common tells none of them apart
COMMON = 12
FEW = 3
_LIKE = 0.6
_BY_HAND = timedelta(days=3)

# how much each way of knowing somebody says, out of 60
REMEMBERED, SIGNED, PHONED, NAMED, PAID_BEFORE = 60, 60, 55, 50, 45
NAMED_ALIKE, SOUNDS, STARRED, RESEMBLES, SAME_FAMILY = 40, 32, 30, 25, 10

Evidence = dict[int, list[tuple[int, Reason]]]


class Index:
    """Everything by which a payer may be known, each in one look-up."""

    def __init__(
        self, books: Iterable[Book], known: Iterable[Known] = (), typed: Iterable[Typed] = ()
    ) -> None:
        self.books = {book.account: book for book in books}
        self._by: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._by_open: dict[int, set[int]] = defaultdict(set)
        self._typed: dict[tuple[int, int], list[Typed]] = defaultdict(list)
        for book in self.books.values():
            self._learn(book)
        for each in known:
            self._remember(each)
        for payment in typed:
            self._typed[payment.account, payment.amount_fen].append(payment)

    def evidence(self, line: Incoming) -> Evidence:
        """Who it may be, and each way in which that is known. No more than a few."""
        found: Evidence = defaultdict(list)
        self._by_memory(line, found)
        self._by_memo(line, found)
        self._by_names(line, found)
        for account in self._owing_just_that(line):
            found[account].append((0, Reason("owes_alone", {})))
        return found

    def family(self, account: int) -> frozenset[int]:
        """The accounts of one family: the same phone, or the same person behind them."""
        book = self.books[account]
        accounts = {account}
        for way, key in (("phone", book.phone), *(("name", bare(name)) for name in book.names)):
            same = self._by[way].get(key, set()) if key else set()
            accounts |= same if len(same) <= COMMON else set()
        return frozenset(accounts)

    def by_hand(self, account: int, line: Incoming) -> Typed | None:
        """A payment of this amount that somebody typed in within three days of the line."""
        near = [
            each
            for each in self._typed.get((account, line.amount_fen), ())
            if abs(each.on - line.on) <= _BY_HAND and not each.lined
        ]
        return min(near, key=lambda each: (abs(each.on - line.on), each.payment), default=None)

    def lined(self, account: int, line: Incoming) -> bool:
        """Whether a line of this amount and day was booked: the same, perhaps, from another export.

        Never of a line that has a number of its own: then it would have been known by it.
        """
        same = self._typed.get((account, line.amount_fen), ())
        return not line.referenced and any(each.lined and each.on == line.on for each in same)

    def _by_memory(self, line: Incoming, found: Evidence) -> None:
        if line.print:
            for account in self._few("print", line.print):
                found[account].append((REMEMBERED, Reason("remembered", {})))
        name = bare(line.name)
        if name and "*" not in name:
            for account in self._few("payer", name):
                found[account].append((PAID_BEFORE, Reason("paid_before", {"payer": line.name})))

    def _by_memo(self, line: Incoming, found: Evidence) -> None:
        for code in sorted(signs_in(line.memo)):
            for account in self._few("sign", code):
                told = next(each for each in self.books[account].signs if sign(each) == code)
                found[account].append((SIGNED, Reason("signed", {"sign": told})))
        for phone in sorted(phones_in(f"{line.memo} {line.name}")):
            for account in self._few("phone", phone):
                found[account].append((PHONED, Reason("phoned", {})))

    def _by_names(self, line: Incoming, found: Evidence) -> None:
        name = bare(line.name)
        if len(name) < 2:
            return
        if "*" in name:
            for account in self._few("mask", name):
                found[account].append((STARRED, Reason("starred", {"payer": line.name})))
            return
        exact = self._few("name", name)
        weight = NAMED if len(exact) == 1 else NAMED_ALIKE
        for account in exact:
            code = "named" if len(exact) == 1 else "named_alike"
            facts = {"payer": line.name, "count": len(exact)}
            found[account].append((weight, Reason(code, facts)))
        for account in self._few("sound", sound(name)) - exact:
            found[account].append((SOUNDS, Reason("sounds", {"payer": line.name})))
        for account in self._alike(name) - exact:
            found[account].append((RESEMBLES, Reason("resembles", {"payer": line.name})))

    def _alike(self, name: str) -> set[int]:
        """Those whose name shares most of its signs; pairs that many share are passed over."""
        near = {account for pair in pairs(name) for account in self._few("pair", pair)}
        return {
            account
            for account in near
            if max(likeness(name, each) for each in self.books[account].names) >= _LIKE
        }

    def _owing_just_that(self, line: Incoming) -> set[int]:
        """Where few owe exactly this, the amount alone is worth a look."""
        owing = self._by_open.get(line.amount_fen, set())
        return owing if len(owing) <= FEW else set()

    def _few(self, way: str, key: str) -> set[int]:
        """Whom a key leads to, unless it leads to everybody."""
        accounts = self._by[way].get(key, set()) if key else set()
        return accounts if len(accounts) <= COMMON else set()

    def _learn(self, book: Book) -> None:
        account, by = book.account, self._by
        for name in filter(None, book.names):
            by["name"][bare(name)].add(account)
            by["sound"][sound(name)].add(account)
            for mask in masks(name):
                by["mask"][mask].add(account)
            for pair in pairs(name):
                by["pair"][pair].add(account)
        for code in book.signs:
            by["sign"][sign(code)].add(account)
        if book.phone:
            by["phone"][book.phone].add(account)
        if book.bills:
            self._by_open[book.open_fen].add(account)

    def _remember(self, each: Known) -> None:
        if each.account not in self.books:
            return
        if each.print:
            self._by["print"][each.print].add(each.account)
        if each.name:
            self._by["payer"][bare(each.name)].add(each.account)
