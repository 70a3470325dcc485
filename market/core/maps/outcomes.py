"""What became of each line of a file: a thing, its faults, or the reason why it was passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic

from market.core.maps.kinds import T
from market.core.refusals import Invalid
from market.core.sheets.sheet import Sheet


@dataclass(frozen=True)
class Fault:
    """What is wrong: in which column as the file calls it ("" for the whole line), and why.

    The sentence is an English template, as in a refusal, filled with the facts.
    """

    column: str
    code: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, refusal: Invalid, column: str, *, private: bool = False) -> "Fault":
        """The fault that a refusal tells of. private: without the text it was about."""
        hidden = {"field", "text"} if private else {"field"}
        facts = {name: fact for name, fact in refusal.facts.items() if name not in hidden}
        return cls(column, refusal.code, refusal.sentence, facts)

    def __str__(self) -> str:
        return str(Invalid(self.code, self.sentence, **self.facts))


@dataclass(frozen=True)
class MappedRow(Generic[T]):
    """One line of the file, by its number there: a value, or its faults, or why it was skipped.

    nth: which of several rows just alike it is, from 1, where each of them counts.
    """

    line: int
    value: T | None = None
    faults: tuple[Fault, ...] = ()
    skipped: Fault | None = None
    nth: int = 1


@dataclass(frozen=True)
class Table(Generic[T]):
    """A file that was read: how, the columns nobody asked for, and every row in its order."""

    sheet: Sheet
    unread: tuple[str, ...]
    rows: tuple[MappedRow[T], ...]
