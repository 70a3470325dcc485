"""What an operator says of a pitch, and how it changes: anything may follow anything."""

from market.core.machines import Machine
from market.core.states import PitchState

_P = PitchState
_ALL = set(PitchState)

PITCH = Machine(
    _P.OPEN,
    {
        "open": (_ALL - {_P.OPEN}, _P.OPEN),
        "reserve": (_ALL - {_P.RESERVED}, _P.RESERVED),
        "repair": (_ALL - {_P.REPAIR}, _P.REPAIR),
        "close": (_ALL - {_P.CLOSED}, _P.CLOSED),
    },
)
LEADS_TO = {after: name for name, (_, after) in PITCH.moves.items()}
