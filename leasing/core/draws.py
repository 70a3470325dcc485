"""A lottery that anybody can repeat: published entrants, a published seed, one rule.

Nothing here throws dice. The chance lies in the seed: a secret whose SHA-256 was published before
the entrants were known, and, where one was named in advance, a public value that nobody here
could foresee. Everything else follows from what is published.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

ALGORITHM = "huiquan-draw-1"


@dataclass(frozen=True)
class Entrant:
    """One who takes part: a public reference, wishes in their order, and whether any pitch will do.

    wishes: numbers of pitches. Everybody has one chance.
    """

    reference: str
    wishes: tuple[int, ...] = ()
    any: bool = False


@dataclass(frozen=True)
class Drawn:
    """One place in the order, and the pitch that came of it, if any."""

    reference: str
    pitch: int | None


def commitment(secret: str) -> str:
    """What is published of the secret beforehand: its SHA-256, in hex."""
    return _sha(secret)


def seed_of(secret: str, public_value: str = "") -> str:
    """The seed: the secret, or the secret, a line's end and the public value."""
    return f"{secret}\n{public_value}" if public_value else secret


def digest(entrants: Iterable[Entrant], pitches: Sequence[int]) -> str:
    """The SHA-256 of who takes part and for which pitches: published when both are frozen."""
    said = {"entrants": [as_json(each) for each in entrants], "pitches": list(pitches)}
    return _sha(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def order(references: Iterable[str], seed: str) -> list[str]:
    """The references by the SHA-256 of the seed, a line's end and the reference."""
    return sorted(references, key=lambda reference: (_sha(f"{seed}\n{reference}"), reference))


def draw(entrants: Iterable[Entrant], pitches: Sequence[int], seed: str) -> list[Drawn]:
    """Put the entrants in order and give out the pitches (huiquan-draw-1).

    Down the list, each gets the first of their wishes that is still free. Then, down the list
    again, each who got none and said that any will do gets the first pitch still free.
    """
    by_reference = {entrant.reference: entrant for entrant in entrants}
    ordered = order(by_reference, seed)
    free = list(pitches)
    given: dict[str, int] = {}
    for reference in ordered:
        _give(reference, by_reference[reference].wishes, free, given)
    for reference in ordered:
        if reference not in given and by_reference[reference].any:
            _give(reference, free[:1], free, given)
    return [Drawn(reference, given.get(reference)) for reference in ordered]


def as_json(entrant: Entrant) -> dict[str, Any]:
    return {**asdict(entrant), "wishes": list(entrant.wishes)}


def from_json(told: Mapping[str, Any]) -> Entrant:
    return Entrant(told["reference"], tuple(told["wishes"]), told["any"])


def _give(reference: str, wishes: Iterable[int], free: list[int], given: dict[str, int]) -> None:
    wish = next((pitch for pitch in wishes if pitch in free), None)
    if wish is not None:
        free.remove(wish)
        given[reference] = wish


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
