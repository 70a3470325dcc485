"""Where somebody trades, as an app above the ground tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A vendor (id) on a pitch (id), with the goods that were agreed for it, if any."""

    vendor: int
    pitch: int
    goods: tuple[str, ...] = ()
