"""What an occasion is: the facts that must be known to speak of it, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fact(StrEnum):
    """How a fact travels, as JSON: text, whole fen, an ISO day, an ISO moment."""

    TEXT = "text"
    FEN = "fen"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a body. As a phrase they hold {facts}; as a message, nothing but words."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something there is to say, what must be known to say it, and the words.

    at_any_hour: answers somebody who is waiting for it, so quiet hours do not hold it back.
    despite_silence: is said also to a vendor who asked for silence, because they acted
    themselves or would lose something by not knowing.
    """

    facts: Mapping[str, Fact]
    zh: Words
    en: Words
    at_any_hour: bool = False
    despite_silence: bool = False
