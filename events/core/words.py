"""The programme's states as words, for the catalogue."""

from collections.abc import Iterator

from events.core.states import CallOffState, FilingState, SessionState, SignUpState
from market.core.words import of


def states() -> Iterator[tuple[str, str]]:
    yield from of("session", SessionState)
    yield from of("sign-up", SignUpState)
    yield from of("filing", FilingState)
    yield from of("call-off", CallOffState)
