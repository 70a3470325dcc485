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
class Report:
    """What one run of a job came to. `counts` names what was done and how often."""

    job: str
    counts: Mapping[str, int]
    lines: tuple[Line, ...] = ()


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


def _row(row: tuple[str, str, str], widths: list[int]) -> str:
    job, done, count = row
    gap = " " * (widths[2] - _width(count))
    return f"{_padded(job, widths[0])}  {_padded(done, widths[1])}  {gap}{count}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
