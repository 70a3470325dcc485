"""A table of moves: which move leads from where to where, checked when it is written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from market.core.refusals import Conflict

Moves = Mapping[str, tuple[Iterable[StrEnum], StrEnum]]


@dataclass(frozen=True)
class Machine:
    """The life of a noun: its first state and its moves, {name: (from where, to where)}.

    A state that no move reaches, or that no move mentions, is a mistake in the table, and
    the table does not import.
    """

    start: StrEnum
    moves: Moves
    _from: dict[str, frozenset[StrEnum]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        sources = {name: frozenset(origins) for name, (origins, _) in self.moves.items()}
        object.__setattr__(self, "_from", sources)

        reached = {self.start}
        while (
            new := {self.moves[name][1] for name, origins in sources.items() if origins & reached}
            - reached
        ):
            reached |= new

        stranded = set(type(self.start)) - reached
        if stranded:
            raise ValueError(f"no move leads to {sorted(stranded)}")
        empty = sorted(name for name, origins in sources.items() if not origins)
        if empty:
            raise ValueError(f"these moves start nowhere: {empty}")

    def after(self, state: str, move: str) -> StrEnum:
        """The state that the move leads to. This will refuse a move that is not open.

        Raises Conflict("not_now") when the table has no such move from this state, and
        KeyError for a move that the table does not know: that is a mistake in the code.
        """
        if state not in self._from[move]:
            raise Conflict(
                "not_now",
                "This cannot be done now: it is {state}.",
                state=str(state),
                move=move,
                open=self.open_from(state),
            )
        return self.moves[move][1]

    def open_from(self, state: str) -> list[str]:
        """The moves that may follow this state, in the order of the table."""
        return [name for name in self.moves if state in self._from[name]]
