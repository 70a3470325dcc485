"""Whom to inspect, by lot: anybody who has the list and the seed draws the same.

The rule, ``sha256-lowest-1``: write every candidate as its key (``A-01/17``: the pitch and the
vendor's number); take the SHA-256 of ``seed + "\\n" + key`` in UTF-8, as lower-case hex; sort by it;
the first so many are drawn. The order of the list is of no matter, and nobody can steer the lot
who does not choose the seed after having seen the list: so the list is frozen with its digest.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from market.core.refusals import Invalid

ALGORITHM = "sha256-lowest-1"
LONGEST_SEED = 80


@dataclass(frozen=True, slots=True)
class Draw:
    """One drawing: out of which list (by its digest), with which seed, who was drawn, in order."""

    algorithm: str
    seed: str
    population_sha256: str
    drawn: tuple[str, ...]


def draw(keys: Collection[str], *, seed: str, size: int) -> Draw:
    """Draw so many of these. Fewer candidates than asked for are all drawn.

    Raises Invalid for an empty seed, a size below one, and a key that is there twice.
    """
    if not seed.strip() or len(seed) > LONGEST_SEED:
        raise Invalid(
            "bad_seed",
            "A seed is a text of at most {most} characters that anybody can look up.",
            most=LONGEST_SEED,
            field="seed",
        )
    if size < 1:
        raise Invalid("bad_size", "Draw one at least.", field="size")
    if len(set(keys)) != len(keys):
        raise Invalid("drawn_twice", "Somebody is on this list twice.", field="size")
    ranked = sorted(keys, key=lambda key: lot(seed, key))
    return Draw(ALGORITHM, seed, digest(keys), tuple(ranked[:size]))


def lot(seed: str, key: str) -> str:
    """A candidate's lot: the lowest are drawn."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def digest(keys: Iterable[str]) -> str:
    """The digest of a list of candidates: its keys sorted, each on a line, in UTF-8."""
    return sha256("".join(f"{key}\n" for key in sorted(keys)).encode()).hexdigest()


def recipe(keys: Collection[str], *, seed: str, size: int) -> str:
    """The drawing as a program of its own, to be run by whoever doubts it: python3 FILE."""
    listed = "".join(f"    {key!r},\n" for key in sorted(keys))
    return (
        f"# {ALGORITHM}: the lowest SHA-256 of seed, line feed, key are drawn\n"
        f"from hashlib import sha256\n\nseed, size = {seed!r}, {size}\nkeys = [\n{listed}]\n"
        'lot = lambda key: sha256(f"{seed}\\n{key}".encode()).hexdigest()\n'
        'print("\\n".join(sorted(keys, key=lot)[:size]))\n'
    )
