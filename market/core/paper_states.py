"""The states of what is done about papers: errands to the office, overrides, suspensions."""

from enum import StrEnum

from market.core.machines import Machine


class ErrandState(StrEnum):
    """代办: from collecting the materials to fetching the paper."""

    COLLECTING = "collecting"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    CORRECTING = "correcting"
    COLLECTED = "collected"
    REFUSED = "refused"
    DROPPED = "dropped"


_E = ErrandState
OPEN_ERRANDS = (_E.COLLECTING, _E.SUBMITTED, _E.RECEIVED, _E.CORRECTING)

ERRAND = Machine(
    _E.COLLECTING,
    {
        "submit": ({_E.COLLECTING, _E.CORRECTING}, _E.SUBMITTED),
        "receive": ({_E.SUBMITTED}, _E.RECEIVED),
        "correct": ({_E.SUBMITTED, _E.RECEIVED}, _E.CORRECTING),
        "collect": ({_E.SUBMITTED, _E.RECEIVED}, _E.COLLECTED),
        "refuse": ({_E.SUBMITTED, _E.RECEIVED}, _E.REFUSED),
        "drop": (set(OPEN_ERRANDS), _E.DROPPED),
    },
)


class OverrideState(StrEnum):
    """Asked for and granted in one go, so that the journal has it. Whether it has run out is a day."""

    ASKED = "asked"
    GRANTED = "granted"
    TAKEN_BACK = "taken_back"


OVERRIDE = Machine(
    OverrideState.ASKED,
    {
        "grant": ({OverrideState.ASKED}, OverrideState.GRANTED),
        "take_back": ({OverrideState.GRANTED}, OverrideState.TAKEN_BACK),
    },
)


class SuspensionState(StrEnum):
    """Written down and put in force in one go, so that the journal has it."""

    DRAWN_UP = "drawn_up"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"


SUSPENSION = Machine(
    SuspensionState.DRAWN_UP,
    {
        "suspend": ({SuspensionState.DRAWN_UP}, SuspensionState.SUSPENDED),
        "reinstate": ({SuspensionState.SUSPENDED}, SuspensionState.REINSTATED),
    },
)
