"""What speaks against a session where and when it is: a warning one may go on from, with a reason.

What must not be at all is refused by the database: a pitch, a performer or a place that was taken
for one session alone cannot be taken twice. These are the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from events.core.occasions import Feature, Occasion

LOUD = frozenset({Feature.PAID_PERFORMANCE, Feature.TEMPORARY_STAGE, Feature.LOUDSPEAKER})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another session at the same hours. closes: it says that its ground is closed."""

    id: int
    name: str
    same_ground: bool
    closes: bool
    shared_vendors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Power:
    """What one zone can give and what is asked of it at these hours, in kW."""

    zone: str
    budget: Decimal
    wanted: Decimal


@dataclass(frozen=True, slots=True)
class Clash:
    """A reason to think again, as a sentence with facts. code tells its kind."""

    code: str
    sentence: str
    facts: dict[str, str]


PLACE = "{name} is on the same ground at these hours."
CLOSED = "The ground is closed at these hours: {name}."
SHUT = "{count} pitches of the ground are closed at these hours."
VENDORS = "{vendors} have a place in {name} at these hours as well."
POWER = "{zone} has {budget} kW, and {wanted} kW are asked of it."
QUIET = "After 22:00 the neighbours' rest is protected, and there is music or a stage."
SENTENCES = (PLACE, CLOSED, SHUT, VENDORS, POWER, QUIET)
MOST_NAMES = 3


def clashes(
    occasion: Occasion,
    neighbours: Sequence[Neighbour],
    power: Sequence[Power],
    shut: int = 0,
) -> tuple[Clash, ...]:
    """Everything that speaks against it, place before people before power before noise.

    shut: how many pitches of its ground a closure holds.
    """
    found: list[Clash] = []
    for each in neighbours:
        if each.same_ground:
            said = CLOSED if each.closes else PLACE
            code = "ground_closed" if each.closes else "same_ground"
            found.append(Clash(code, said, {"name": each.name}))
    if shut:
        found.append(Clash("pitches_closed", SHUT, {"count": str(shut)}))
    for each in neighbours:
        if each.shared_vendors:
            names = "、".join(each.shared_vendors[:MOST_NAMES])
            more = len(each.shared_vendors) - MOST_NAMES
            names += f" +{more}" if more > 0 else ""
            found.append(Clash("same_vendors", VENDORS, {"vendors": names, "name": each.name}))
    found += [
        Clash("power", POWER, {"zone": p.zone, "budget": str(p.budget), "wanted": str(p.wanted)})
        for p in power
        if p.wanted > p.budget
    ]
    if occasion.at_night and occasion.features & LOUD:
        found.append(Clash("night_noise", QUIET, {}))
    return tuple(found)
