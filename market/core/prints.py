"""What a printed paper is made of, before anything draws it: a title, and blocks in order.

Every kind of paper turns its frozen contents into a Print; one drawer turns any Print into a PDF.
"""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True)
class Facts:
    """Names and what they say, one pair a line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table. widths are parts of the whole; `total` is a last row that stands out.

    Long ones go on over the page, with their head repeated.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...] = ()
    widths: tuple[int, ...] = ()
    total: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Amount:
    """One sum that matters: in figures and, beside it, 大写."""

    label: str
    yuan: str
    in_words: str


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Clause:
    """A numbered clause. heavy: it weighs on the other side, stands out and is ticked on its own.

    Source: 民法典 第四百九十六条, standard terms that bear on the other side are to be pointed out.
    """

    number: str
    heading: str
    text: str
    heavy: bool = False
    ticked: bool = False


@dataclass(frozen=True)
class Clauses:
    items: tuple[Clause, ...]


@dataclass(frozen=True)
class Signatures:
    """Who signs: by each party a line, and what is known of how it was signed ("" when blank).

    sealed: the first of them is an office and has room for its seal.
    """

    parties: tuple[tuple[str, str], ...]
    sealed: bool = True


Block = Facts | Grid | Amount | Words | Clauses | Signatures


@dataclass(frozen=True)
class Print:
    """A paper to be drawn. foot: a small line on each page (number, digest).

    stamp: a word across it, such as 作废 on a paper that no longer counts. language: of the frame's
    own words.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    place: str = ""
    foot: str = ""
    slip: bool = False
    stamp: str = ""
    language: str = "zh-hans"
