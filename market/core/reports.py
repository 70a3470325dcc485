"""What a periodic job did, or would do: figures first, then line by line."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done: `planned`, about `account:12`, and a word on it."""

    done: str
    about: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines in columns, to be read by people: heads, and a row for each thing."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of a job came to. `counts` names what was done and how often.

    sheet: the same lines in columns, where they are worth reading so.
    """

    job: str
    counts: Mapping[str, int]
    lines: tuple[Line, ...] = ()
    sheet: Sheet | None = None


def table(reports: Iterable[Report], say: Callable[[str], str] = str) -> str:
    """The figures of several jobs as a text table; `say` puts a word into the reader's language.

    A Han character is two columns wide, and the table lines up all the same.
    """
    rows = [(say("job"), say("done"), say("how many"))]
    for report in reports:
        counts = report.counts or {"": 0}
        for place, (done, count) in enumerate(counts.items()):
            rows.append(("" if place else report.job, say(done) if done else "–", str(count)))
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    return "\n".join(_row(row, widths) for row in rows)


def in_columns(sheet: Sheet, most: int) -> str:
    """The first rows of a sheet, lined up; the last column is as wide as it likes."""
    rows = [sheet.heads, *sheet.rows[:most]]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(sheet.heads) - 1)]
    lines = [
        "  ".join(
            [*(_padded(text, width) for text, width in zip(row, widths, strict=False)), row[-1]]
        )
        for row in rows
    ]
    left = len(sheet.rows) - most
    return "\n".join([*lines, *([f"… {left}"] if left > 0 else [])])


def _row(row: tuple[str, str, str], widths: list[int]) -> str:
    job, done, count = row
    gap = " " * (widths[2] - _width(count))
    return f"{_padded(job, widths[0])}  {_padded(done, widths[1])}  {gap}{count}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
