"""Which way is tried next once one has refused for good."""

from collections.abc import Collection, Sequence


def way_after(ways: Sequence[str], now: str, known: Collection[str]) -> str | None:
    """The first way after the present one that there is for this reader; None when there is none.

    ways: all of them in their order. One that is not among them was a person's choice, and has
    none after it.
    """
    if now not in ways:
        return None
    return next((way for way in ways[ways.index(now) + 1 :] if way in known), None)
