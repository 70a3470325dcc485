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
    staff_zh, staff_en: said to somebody of the house instead; {about} is the vendor.
    short_zh: the title where there is room for twenty characters only (WeChat).
    """

    facts: Mapping[str, Fact]
    zh: Words
    en: Words
    at_any_hour: bool = False
    despite_silence: bool = False
    staff_zh: Words | None = None
    staff_en: Words | None = None
    short_zh: str = ""

    def words(self, language: str, *, staff: bool = False, channel: str = "") -> Words:
        """The phrase in a language, for a vendor or for somebody of the house, by some way."""
        if language.lower().startswith("zh"):
            words = (self.staff_zh or self.zh) if staff else self.zh
            brief = self.short_zh and words is self.zh and channel.startswith("wechat")
            return Words(self.short_zh, words.body) if brief else words
        return (self.staff_en or self.en) if staff else self.en

    def known(self, *, staff: bool = False) -> dict[str, Fact]:
        """Every fact that the words may use."""
        about = {"about": Fact.TEXT} if staff and self.staff_zh else {}
        return {**about, **self.facts}
