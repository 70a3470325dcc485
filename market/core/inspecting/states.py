"""The lives of what an inspector deals with: rounds, visits, findings, penalties, scales, complaints."""

from enum import StrEnum

from market.core.machines import Machine


class RoundState(StrEnum):
    PLANNED = "planned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class InspectionState(StrEnum):
    RECORDED = "recorded"
    VOIDED = "voided"


class FindingState(StrEnum):
    """open until the vendor says it is put right; cleared only by somebody who looked again."""

    OPEN = "open"
    RECTIFIED = "rectified"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"


class PenaltyState(StrEnum):
    STANDING = "standing"
    WITHDRAWN = "withdrawn"


class ScaleState(StrEnum):
    """Whether its verification is still valid is a question: the day decides it."""

    IN_USE = "in_use"
    STOPPED = "stopped"
    RETIRED = "retired"


class ComplaintState(StrEnum):
    RECEIVED = "received"
    TAKEN = "taken"
    SETTLED = "settled"
    DISMISSED = "dismissed"


_R, _I, _F = RoundState, InspectionState, FindingState
_P, _S, _C = PenaltyState, ScaleState, ComplaintState
_IN_HAND = {_C.RECEIVED, _C.TAKEN}

ROUND = Machine(
    _R.PLANNED,
    {"close": ({_R.PLANNED}, _R.CLOSED), "cancel": ({_R.PLANNED}, _R.CANCELLED)},
)
INSPECTION = Machine(_I.RECORDED, {"void": ({_I.RECORDED}, _I.VOIDED)})
FINDING = Machine(
    _F.OPEN,
    {
        "rectify": ({_F.OPEN}, _F.RECTIFIED),
        "clear": ({_F.OPEN, _F.RECTIFIED}, _F.CLEARED),
        "reopen": ({_F.RECTIFIED}, _F.OPEN),
        "withdraw": ({_F.OPEN, _F.RECTIFIED}, _F.WITHDRAWN),
    },
)
PENALTY = Machine(_P.STANDING, {"withdraw": ({_P.STANDING}, _P.WITHDRAWN)})
SCALE = Machine(
    _S.IN_USE,
    {
        "stop": ({_S.IN_USE}, _S.STOPPED),
        "resume": ({_S.STOPPED}, _S.IN_USE),
        "retire": ({_S.IN_USE, _S.STOPPED}, _S.RETIRED),
    },
)
COMPLAINT = Machine(
    _C.RECEIVED,
    {
        "take": ({_C.RECEIVED}, _C.TAKEN),
        "settle": (_IN_HAND, _C.SETTLED),
        "dismiss": (_IN_HAND, _C.DISMISSED),
    },
)
