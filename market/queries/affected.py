"""Whom a change of the rules touches, before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from market.core.requirements.rules import Rule, in_force
from market.models import PermitType, Vendor, Worker
from market.queries.lights import lights_for
from market.queries.requirements import (
    Needed,
    all_rules,
    needed_at,
    stands_of,
    trading_places,
)


@dataclass(frozen=True)
class Touched:
    """A vendor who would need a paper it did not (gains), or need it no more.

    light: how the paper stands that would be needed; "" for one that falls away.
    """

    vendor: Vendor
    type: PermitType
    worker: Worker | None
    gains: bool
    light: str

    @property
    def lacks(self) -> bool:
        return self.gains and self.light not in ("", "valid", "soon", "applied")


def touched_by(changed: Rule, *, on: date, markets: Iterable[int] | None = None) -> list[Touched]:
    """Who is touched when this row takes effect on the day: by name, in a dozen queries."""
    chosen = None if markets is None else list(markets)
    stands = stands_of(trading_places(chosen, None, on=on), on=on)
    before = all_rules()
    after = [
        r for r in before if (r.key, r.effective_from) != (changed.key, changed.effective_from)
    ]
    return compared(
        needed_at(stands, in_force(before, on=on)),
        needed_at(stands, in_force([*after, changed], on=on)),
        on=on,
    )


def compared(old: dict[Any, Needed], new: dict[Any, Needed], *, on: date) -> list[Touched]:
    """What one plan asks for and the other does not, by the vendor's name."""
    gained = [need for what, need in new.items() if what not in old]
    lost = [need for what, need in old.items() if what not in new]
    lights = {need.what: light.light for need, light in lights_for(gained, on=on)}
    both = [*gained, *lost]
    vendors = Vendor.objects.in_bulk({need.vendor for need in both})
    people = Worker.objects.in_bulk({need.worker for need in both if need.worker})
    kinds = {kind.code: kind for kind in PermitType.objects.all()}
    found = [
        Touched(
            vendors[need.vendor],
            kinds[need.paper],
            people.get(need.worker or 0),
            need.what in lights,
            lights.get(need.what, ""),
        )
        for need in both
    ]
    return sorted(found, key=lambda each: (each.vendor.name_key, each.vendor.pk, each.type.code))
