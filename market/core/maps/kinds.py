"""What can be brought in from a table: a kind of thing, its fields, and how a row becomes one."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, TypeAlias, TypeVar

from market.core.readings import BLANKS, Order, Reader

T = TypeVar("T")
Values: TypeAlias = Mapping[str, Any]

LONGEST_KEY = 200


@dataclass(frozen=True)
class Field:
    """One thing to be known of each row.

    synonyms: what operators call its column, in Chinese and English; the first stands for it.
    blanks: what counts as nothing, in capitals.
    in_order: for days, the reader that knows an order of day and month.
    shared: whether one merged cell may speak for several lines. An amount may not.
    private: whether the cell may never be quoted, as with an identity number.
    """

    name: str
    reader: Reader
    synonyms: tuple[str, ...] = ()
    required: bool = False
    blanks: frozenset[str] = BLANKS
    in_order: Callable[[Order], Reader] | None = None
    shared: bool = True
    private: bool = False

    @property
    def title(self) -> str:
        """How a refusal names it: 摊位号 (code)."""
        return f"{self.synonyms[0]} ({self.name})" if self.synonyms else self.name


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of row, such as "permits".

    either: groups of fields of which a row needs at least one.
    build: makes the thing from what was read; a field that is not known is absent. It raises
    Invalid, with the fact `field`, for values that contradict each other.
    key: what makes two rows speak of the same thing; None where nothing does.
    alone: whether a row may tell no more than a single cell; else it is taken for a heading.
    may_repeat: whether a row just like an earlier one is another thing, as with cash payments.
    """

    name: str
    fields: tuple[Field, ...]
    build: Callable[[Values], T]
    key: Callable[[T], Hashable]
    either: tuple[tuple[str, ...], ...] = ()
    alone: bool = True
    may_repeat: Callable[[T], bool] = lambda _: False

    @property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """The groups of fields of each of which a row must tell one."""
        return (*((each.name,) for each in self.fields if each.required), *self.either)

    def titles(self, group: tuple[str, ...]) -> str:
        return " | ".join(each.title for each in self.fields if each.name in group)

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)


def source_key(kind: str, *parts: str) -> str:
    """The key under which a row is known again at the next import: at most 200 characters."""
    key = "/".join((kind, *parts))
    return key if len(key) <= LONGEST_KEY else f"{kind}/{sha256(key.encode()).hexdigest()}"
