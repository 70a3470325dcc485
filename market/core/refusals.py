"""The four ways the house says no. Each carries a code, a sentence and the facts.

The sentence is a template in English, filled with the facts and translated where it is
shown:  raise Conflict("pitch_taken", "{pitch} is taken on some of these days.", pitch="A-12")
"""

from typing import Any


class Refusal(Exception):
    """A request that the house answers with no, and says why and what to do."""

    def __init__(self, code: str, sentence: str, /, **facts: Any) -> None:
        super().__init__(code, sentence, facts)
        self.code = code
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return self.sentence.format_map(_Facts(self.facts))


class _Facts(dict[str, Any]):
    """A sentence that names a fact it was not given is still worth reading."""

    def __missing__(self, name: str) -> str:
        return "…"


class Forbidden(Refusal):
    """The caller may see this but not do that."""


class Missing(Refusal):
    """There is no such thing for this caller."""


class Conflict(Refusal):
    """The request is good but the world stands against it: taken, moved on, already done."""


class Invalid(Refusal):
    """The request itself cannot be understood or is against a rule; it names the field."""
