"""The states of the ground's nouns, and the moves between them."""

from enum import StrEnum

from market.core.machines import Machine


class PermitState(StrEnum):
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


_P = PermitState

PERMIT = Machine(
    _P.SUBMITTED,
    {
        "return": ({_P.SUBMITTED}, _P.RETURNED),
        "resubmit": ({_P.RETURNED}, _P.SUBMITTED),
        "accept": ({_P.SUBMITTED}, _P.ACCEPTED),
        "refuse": ({_P.SUBMITTED}, _P.REFUSED),
        "apply": ({_P.ACCEPTED}, _P.ACCEPTED),
        "replace": ({_P.ACCEPTED}, _P.REPLACED),
        "withdraw": ({_P.SUBMITTED, _P.RETURNED, _P.ACCEPTED}, _P.WITHDRAWN),
        "revoke": ({_P.ACCEPTED}, _P.REVOKED),
    },
)


class NoticeState(StrEnum):
    """pending until claimed, sending while a worker holds it, then told once how it went.

    bundled: it is said in the digest of its day, and has no way of its own.
    """

    PENDING = "pending"
    BUNDLED = "bundled"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


_N = NoticeState

# what deliverers do to a notice, in sets, and what a person may do to one that they see; those
# that a person may do are named in the rulebook
NOTICE = Machine(
    _N.PENDING,
    {
        "claim": ({_N.PENDING}, _N.SENDING),
        "bundle": ({_N.PENDING}, _N.BUNDLED),
        "send": ({_N.SENDING}, _N.SENT),
        "fail": ({_N.SENDING}, _N.FAILED),
        "doubt": ({_N.SENDING}, _N.UNKNOWN),
        "retry": ({_N.FAILED, _N.UNKNOWN}, _N.PENDING),
        "hurry": ({_N.PENDING}, _N.PENDING),
        "arrived": ({_N.UNKNOWN, _N.FAILED}, _N.SENT),
        "reached": ({_N.PENDING}, _N.SENT),
        "missed": ({_N.PENDING}, _N.PENDING),
        "drop": ({_N.PENDING, _N.FAILED, _N.UNKNOWN}, _N.CANCELLED),
    },
)


class PitchState(StrEnum):
    """What the operator says of a pitch. Whether it is let is a question to its holds."""

    OPEN = "open"
    RESERVED = "reserved"
    REPAIR = "repair"
    CLOSED = "closed"


class ClosingState(StrEnum):
    """What the books of a month are, once they were closed."""

    CLOSED = "closed"
    REOPENED = "reopened"


CLOSING = Machine(ClosingState.CLOSED, {"reopen": ({ClosingState.CLOSED}, ClosingState.REOPENED)})


class RefundState(StrEnum):
    """Credit that is to go back: asked for, approved by a second person, handed out."""

    REQUESTED = "requested"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_R = RefundState

REFUND = Machine(
    _R.REQUESTED,
    {
        "approve": ({_R.REQUESTED}, _R.APPROVED),
        "refuse": ({_R.REQUESTED}, _R.REFUSED),
        "withdraw": ({_R.REQUESTED, _R.APPROVED}, _R.WITHDRAWN),
        "pay": ({_R.APPROVED}, _R.PAID),
    },
)


class PaidNoteState(StrEnum):
    """What became of a vendor's word that something was paid."""

    TOLD = "told"
    BOOKED = "booked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_PN = PaidNoteState

PAID_NOTE = Machine(
    _PN.TOLD,
    {
        "book": ({_PN.TOLD}, _PN.BOOKED),
        "refuse": ({_PN.TOLD}, _PN.REFUSED),
        "withdraw": ({_PN.TOLD}, _PN.WITHDRAWN),
    },
)


class TillClosingState(StrEnum):
    """A cashier's closing: added up and counted, then looked over by a second person."""

    CLOSED = "closed"
    CONFIRMED = "confirmed"


TILL_CLOSING = Machine(
    TillClosingState.CLOSED,
    {"confirm": ({TillClosingState.CLOSED}, TillClosingState.CONFIRMED)},
)


class MismatchState(StrEnum):
    """A reference that came with two amounts: to be looked at, then settled."""

    OPEN = "open"
    SETTLED = "settled"


MISMATCH = Machine(
    MismatchState.OPEN,
    {"settle": ({MismatchState.OPEN}, MismatchState.SETTLED)},
)


class LineState(StrEnum):
    """What became of a line of a statement. That it has a proposal is a question, not a state."""

    NEW = "new"
    BOOKED = "booked"
    IGNORED = "ignored"
    PARKED = "parked"


_L = LineState

STATEMENT_LINE = Machine(
    _L.NEW,
    {
        "book": ({_L.NEW, _L.PARKED}, _L.BOOKED),
        "park": ({_L.NEW}, _L.PARKED),
        "ignore": ({_L.NEW, _L.PARKED}, _L.IGNORED),
        "reopen": ({_L.PARKED, _L.IGNORED}, _L.NEW),
        "unbook": ({_L.BOOKED}, _L.NEW),
    },
)
