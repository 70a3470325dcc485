"""What is metered, and the lives of a reading and of a month's billing."""

from enum import StrEnum

from market.core.machines import Machine


class Utility(StrEnum):
    ELECTRICITY = "electricity"
    WATER = "water"


UNITS = {Utility.ELECTRICITY: "kWh", Utility.WATER: "m³"}


class Serves(StrEnum):
    """A pitch, what everybody uses in common, or all the meters behind it."""

    PITCH = "pitch"
    COMMON = "common"
    MAIN = "main"


class ReadingKind(StrEnum):
    """initial: as the meter was put in. final: as it was taken out. estimated: nobody looked."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"
    INITIAL = "initial"
    FINAL = "final"


class ReadingSource(StrEnum):
    TYPED = "typed"
    IMPORTED = "imported"
    PHOTO = "photo"
    VENDOR = "vendor"


class ReadingState(StrEnum):
    """A vendor's is proposed until somebody confirms it; only one that stands is billed."""

    PROPOSED = "proposed"
    STANDING = "standing"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


_R = ReadingState

READING = Machine(
    _R.PROPOSED,
    {
        "confirm": ({_R.PROPOSED}, _R.STANDING),
        "refuse": ({_R.PROPOSED}, _R.REFUSED),
        "correct": ({_R.STANDING}, _R.CORRECTED),
        "withdraw": ({_R.STANDING}, _R.WITHDRAWN),
    },
)


class MeterRunState(StrEnum):
    CHARGED = "charged"
    VOIDED = "voided"


METER_RUN = Machine(
    MeterRunState.CHARGED, {"void": ({MeterRunState.CHARGED}, MeterRunState.VOIDED)}
)


class Weights(StrEnum):
    """By what a shared loss is shared: as agreed."""

    CONSUMPTION = "consumption"
    AREA = "area"
    EQUAL = "equal"
    FIXED = "fixed"
