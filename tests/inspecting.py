"""Builders of inspections: one valid thing each."""

import uuid
from datetime import date
from typing import Any

from market.actions import inspections, scales
from market.actions.inspections import Found
from market.models import Finding, Inspection, Market, Pitch, Round, Scale, Vendor
from tests.builders import AT, a_market, a_pitch, a_vendor, a_zone, acting


class Ground:
    """A market with a zone of so many stalls, each with its vendor, as leases would have it."""

    def __init__(self, settings: Any, stalls: int = 3, market: Market | None = None) -> None:
        self.market: Market = market or a_market(phone="0631-5550000")
        self.zone = a_zone(market=self.market)
        self.pitches: list[Pitch] = [a_pitch(zone=self.zone) for _ in range(stalls)]
        self.vendors: list[Vendor] = [a_vendor(market=self.market) for _ in range(stalls)]
        here = {
            pitch.pk: vendor.pk for pitch, vendor in zip(self.pitches, self.vendors, strict=True)
        }
        THERE.clear()
        THERE.update(here)
        GONE.clear()
        settings.PITCH_STANDERS = ["tests.inspecting.stand_there"]
        settings.VENDOR_STAYS = ["tests.inspecting.stay"]

    @property
    def vendor(self) -> Vendor:
        return self.vendors[0]

    @property
    def pitch(self) -> Pitch:
        return self.pitches[0]


# who stands where, and who has left on which day, while a test runs
THERE: dict[int, int] = {}
GONE: dict[int, date | None] = {}


def stand_there(pitches: Any, on: date) -> dict[int, int]:
    return {pitch: THERE[pitch] for pitch in pitches if pitch in THERE}


def stay() -> dict[int, date | None]:
    return dict(GONE)


def found(item: str = "hygiene", **given: Any) -> Found:
    return Found(given.pop("key", uuid.uuid4()), item, **given)


def a_visit(ground: Ground, *items: str, **given: Any) -> Inspection:
    """A visit to the first stall, at ten in the morning, where this was found."""
    given.setdefault("found", [found(item) for item in items])
    return inspections.record(
        ground.market,
        given.pop("vendor", ground.vendor),
        key=given.pop("key", uuid.uuid4()),
        pitch=given.pop("pitch", ground.pitch),
        inspected_at=given.pop("inspected_at", AT),
        by=given.pop("by", acting()),
        at=given.pop("at", AT),
        **given,
    )


def a_finding(ground: Ground, item: str = "hygiene", **given: Any) -> Finding:
    return a_visit(ground, item, **given).findings.get()


def a_scale(ground: Ground, number: str = "S-1", **given: Any) -> Scale:
    return scales.add(ground.market, number=number, by=acting(), at=AT, **given)


def stops_of(round: Round) -> list[tuple[int, str]]:
    return list(round.stops.order_by("position").values_list("vendor", "why"))
