"""What the applicant is told of an application: a decision that was not told has not happened."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from leasing.core.states import DECIDED, ApplicationState


class Moved(Protocol):
    """A move of an application, as the journal has it."""

    @property
    def before(self) -> str: ...

    @property
    def after(self) -> str: ...


M = TypeVar("M", bound=Moved)

# what the house says when each move is made; a move that is not here is not spoken of
OCCASIONS = {
    "submit": "application_received",
    "receive": "application_taken_in",
    "turn_away": "application_turned_away",
    "correct": "application_corrections",
    "waitlist": "application_waitlisted",
    "offer": "offer_made",
    "refuse": "application_refused",
    "accept": "offer_accepted",
    "decline": "offer_declined",
    "expire": "offer_expired",
    "withdraw": "application_withdrawn",
    "cancel": "application_cancelled",
}


def told_state(state: str, before: str) -> str:
    """The state as its applicant knows it. before: where it stood when it was first decided."""
    return (before or ApplicationState.REVIEWING) if state in DECIDED else state


def told_moves(moves: Iterable[M]) -> Iterator[M]:
    """The moves, in the order in which they were made, that changed what the applicant knows."""
    known = ""
    for move in moves:
        if move.after in DECIDED or move.after == known:
            continue
        known = move.after
        yield move
