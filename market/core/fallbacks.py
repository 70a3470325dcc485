"""Which way is tried next once one has refused for good."""

from collections.abc import Collection, Sequence


def way_after(fallbacks: Sequence[str], known: Collection[str]) -> tuple[str, list[str]] | None:
    """The first of the fall-backs that there is for this reader, and those that remain after it.

    None when there is no other way.
    """
    for place, way in enumerate(fallbacks):
        if way in known:
            return way, list(fallbacks[place + 1 :])
    return None
