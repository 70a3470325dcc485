"""Where the header of a table is, and what it calls its columns."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from market.core.refusals import Invalid
from market.core.sheets.sheet import Cell, Grid
from market.core.sheets.workbooks import Merge
from market.core.signs import narrow, seen

JOINT = " / "
_LOOKED_AT = 30

_MARKS = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


@dataclass(frozen=True)
class Header:
    """The lines of the header from first to last, and the columns it names, by place from 0."""

    first: int
    last: int
    columns: tuple[tuple[int, str], ...]


def keys(name: str) -> tuple[str, ...]:
    """The words by which a column's name is looked up, the nearest to the whole name first.

    租期 / 到期日（含） is looked up as 租期到期日含, 租期到期日, 到期日含 and 到期日: without marks
    and capitals, then without what stands in brackets, then by its lower part alone.
    """
    plain = narrow(seen(name)).casefold()
    lower = plain.rpartition(JOINT)[2]
    tries = (plain, _IN_BRACKETS.sub("", plain), lower, _IN_BRACKETS.sub("", lower))
    return tuple(dict.fromkeys(key for each in tries if (key := _MARKS.sub("", each))))


def find_header(grid: Grid, merges: Collection[Merge], known: Collection[str]) -> Header:
    """This will find the header among the first thirty lines, titles above it passed over.

    known: keys of column names; the line that holds most of them is the header. Where no line
    holds two, it is the first that is at least half as wide as the widest. Header cells merged
    over lines or columns are joined: 租期 over 起始日期 is "租期 / 起始日期".
    Raises Invalid("empty_table").
    """
    tops = {line: grid[line] for line in sorted(grid)[:_LOOKED_AT] if _words(grid[line])}
    if not tops:
        raise Invalid("empty_table", "There is nothing in this file.")
    over = [merge for merge in merges if merge.top <= max(tops)]
    spread = {line: _spread(line, cells, tops, over) for line, cells in tops.items()}

    best = _best(spread, known)
    first, last = _block(best, spread, over)
    lines = [spread[line] for line in sorted(spread) if first <= line <= last]
    return Header(first, last, tuple(_named(lines)))


def _best(spread: Grid, known: Collection[str]) -> int:
    scores = {line: _known_words(cells, known) for line, cells in spread.items()}
    best = max(scores, key=lambda line: (scores[line], -line))
    if scores[best] > 1:
        return best
    widest = max(len(_words(cells)) for cells in spread.values())
    return next(line for line, cells in spread.items() if 2 * len(_words(cells)) >= widest)


def _known_words(cells: Iterable[Cell], known: Collection[str]) -> int:
    return sum(any(key in known for key in keys(word)) for word in _words(cells))


def _words(cells: Iterable[Cell]) -> set[str]:
    return {text for cell in cells if (text := _text(cell))}


def _text(cell: Cell) -> str:
    return " ".join(seen(str(cell)).split())


def _spread(
    line: int, cells: tuple[Cell, ...], tops: Grid, merges: Iterable[Merge]
) -> tuple[Cell, ...]:
    """The line with every merged cell written out in each place that it covers."""
    row = list(cells)
    for merge in merges:
        source = tops.get(merge.top, ())
        if not merge.top <= line <= merge.bottom or merge.left >= len(source):
            continue
        row += [""] * (merge.right + 1 - len(row))
        row[merge.left : merge.right + 1] = [source[merge.left]] * (merge.right + 1 - merge.left)
    return tuple(row)


def _block(best: int, spread: Grid, merges: Collection[Merge]) -> tuple[int, int]:
    """The header's lines: the best one, with those that merged cells tie to it."""
    first = last = best
    while first - 1 in spread and _ties(first - 1, spread, merges):
        first -= 1
    while last + 1 in spread and _ties(last, spread, merges) and _only_words(spread[last + 1]):
        last += 1
    return first, last


def _ties(line: int, spread: Grid, merges: Collection[Merge]) -> bool:
    """Whether a merged cell on this line reaches down, or stands over columns named below it."""
    if len(_words(spread[line])) < 2:
        return False
    below = spread.get(line + 1, ())
    return any(
        merge.top <= line < merge.bottom
        or (merge.bottom == line and len(_words(below[merge.left : merge.right + 1])) > 1)
        for merge in merges
    )


def _only_words(cells: Iterable[Cell]) -> bool:
    return all(isinstance(cell, str) and not cell.strip().isdecimal() for cell in cells)


def _named(lines: list[tuple[Cell, ...]]) -> Iterable[tuple[int, str]]:
    for at in range(max(len(cells) for cells in lines)):
        parts = (_text(cells[at]) for cells in lines if at < len(cells))
        name = JOINT.join(dict.fromkeys(part for part in parts if part))
        if name:
            yield at, name
