"""The demo's dice. Each name has dice of its own, so that a throw here moves nothing there."""

from random import Random
from uuid import UUID

SEED = "汇泉"


def dice(name: str) -> Random:
    """The same throws for the same name, on every machine and on every day."""
    return Random(f"{SEED}/{name}")  # noqa: S311 — nothing here is a secret


def key_of(name: str) -> UUID:
    """The key of a form that was sent in the demo: the same for the same name."""
    return UUID(int=dice(f"key {name}").getrandbits(128), version=4)
