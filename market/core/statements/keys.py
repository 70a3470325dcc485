"""By what a line of a statement is known again in any other export of the same account."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from market.core.movements import Direction, Movement
from market.core.payment_keys import payment_key

# room is left for /1, /2 behind it: the payments of one line
LONGEST = 110
_SHORTEST_REFERENCE = 6


@dataclass(frozen=True)
class Keyed:
    """A movement with what it says as a digest, and the key it goes by."""

    line: int
    movement: Movement
    content: str
    key: str


def content_of(movement: Movement, *, method: str, account_print: str) -> str:
    """64 hex digits of all that a line says. Of the other side's account only its print goes in."""
    told = (
        method,
        movement.booked_at.isoformat() if movement.timed else movement.on.isoformat(),
        movement.direction,
        str(movement.amount_fen),
        "" if movement.balance_fen is None else str(movement.balance_fen),
        movement.name,
        account_print,
        movement.memo,
        movement.reference,
    )
    return sha256("\x1f".join(told).encode()).hexdigest()


def line_key(movement: Movement, *, method: str, market: str) -> str:
    """The provider's reference as payments go by it; "" where there is none to go by.

    What went out shares its reference with what it pays back, so it goes by its content.
    """
    if movement.direction is not Direction.IN or len(movement.reference) < _SHORTEST_REFERENCE:
        return ""
    return _short(payment_key(method, movement.reference, market=market))


def keyed(
    lines: Iterable[tuple[int, Movement, str]],
    known: Mapping[str, str],
    *,
    method: str,
    market: str,
) -> list[Keyed]:
    """The key of every line: (line of the file, movement, content).

    known: keys that are in the house already, with their contents. A reference that is used
    again for something else (some banks do) is told apart by what the line says. Lines without
    a reference that are just alike are counted: the second of them is another one.
    """
    taken = dict(known)
    times: Counter[str] = Counter()
    found = []
    for line, movement, content in lines:
        key = line_key(movement, method=method, market=market)
        if key and taken.setdefault(key, content) != content:
            key = _short(f"{key}~{content[:16]}")
        if not key:
            times[content] += 1
            key = f"list/{method}/{market}/{content[:40]}/{times[content]}"[-LONGEST:]
        found.append(Keyed(line, movement, content, key))
    return found


def _short(key: str) -> str:
    if len(key) <= LONGEST:
        return key
    return f"{key.partition('/')[0]}/{sha256(key.encode()).hexdigest()}"
