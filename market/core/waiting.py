"""What waits for somebody: a number, what it is, and where to deal with it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One line of today's list. `words` is an English msgid with {count}; url a path."""

    key: str
    count: int
    words: str
    url_name: str
    query: str = ""
    urgent: bool = False
