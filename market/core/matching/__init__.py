"""Whose money a line of a statement is: proposed here with reasons, booked by people."""

from market.core.matching.facts import (
    Bill,
    Book,
    Confidence,
    Incoming,
    Known,
    Part,
    Proposal,
    Reason,
    Typed,
)
from market.core.matching.indexes import Index
from market.core.matching.proposals import MOST, in_books, propose

__all__ = [
    "MOST",
    "Bill",
    "Book",
    "Confidence",
    "Incoming",
    "Index",
    "Known",
    "Part",
    "Proposal",
    "Reason",
    "Typed",
    "in_books",
    "propose",
]
