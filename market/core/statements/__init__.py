"""Statements of banks and wallets: their layouts, what stands in them, and whether it adds up."""

from market.core.statements.balances import imbalances
from market.core.statements.keys import Keyed, content_of, keyed, line_key
from market.core.statements.layouts import Layout, layout_from, recognise
from market.core.statements.reading import Reading, read_statement

__all__ = [
    "Keyed",
    "Layout",
    "Reading",
    "content_of",
    "imbalances",
    "keyed",
    "layout_from",
    "line_key",
    "read_statement",
    "recognise",
]
