"""What waits for somebody: a number, what it is, and where to deal with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """One line of today's list. `words` is an English msgid with {count}; url a path."""

    key: str
    count: int
    words: str
    url_name: str
    query: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Card:
    """Something that is on, for the first page: a night, a fair, a closure."""

    url: str
    name: str
    name_en: str
    place: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Glance:
    """One thing a vendor should know, and where it leads. `words` is an English msgid with facts:
    texts, days, and things that have a name in both languages."""

    words: str
    facts: dict[str, Any]
    url: str
    state: str = ""
    noun: str = ""
    urgent: bool = False
