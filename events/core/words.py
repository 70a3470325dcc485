"""The programme's states as words, for the catalogue."""

from collections.abc import Iterator

from events.core.clashes import SENTENCES
from events.core.states import CallOffState, FilingState, SessionState, SignUpState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("session", SessionState)
    yield from of("sign-up", [*SignUpState, "came", "missed"])
    yield from of("filing", FilingState)
    yield from of("call-off", CallOffState)
    yield from of("night-call", ["open", "closed"])


def sentences() -> Iterator[tuple[str, str]]:
    """What speaks against a session."""
    yield from (("", sentence) for sentence in SENTENCES)
