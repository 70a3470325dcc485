"""The kinds of rows that the ground takes in from tables."""

from typing import Any

from market.core.intake.holidays import HOLIDAYS, DayKind, HolidayRow
from market.core.intake.permits import PERMITS, PermitRow, Standing, require_lapsed
from market.core.intake.pitches import PITCHES, PitchKind, PitchRow, Structure
from market.core.intake.vendors import VENDORS, VendorKind, VendorRow
from market.core.maps import Kind

KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (PITCHES, VENDORS, PERMITS, HOLIDAYS)}

__all__ = [
    "HOLIDAYS",
    "KINDS",
    "PERMITS",
    "PITCHES",
    "VENDORS",
    "DayKind",
    "HolidayRow",
    "PermitRow",
    "PitchKind",
    "PitchRow",
    "Standing",
    "Structure",
    "VendorKind",
    "VendorRow",
    "require_lapsed",
]
