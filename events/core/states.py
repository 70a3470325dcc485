"""The lives of a session, of a vendor's place in it, and of a filing for it."""

from enum import StrEnum

from market.core.machines import Machine


class SessionState(StrEnum):
    PLANNED = "planned"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


_S = SessionState

SESSION = Machine(
    _S.PLANNED,
    {
        "publish": ({_S.PLANNED}, _S.PUBLISHED),
        "postpone": ({_S.PUBLISHED}, _S.POSTPONED),
        "resume": ({_S.POSTPONED}, _S.PUBLISHED),
        "cancel": ({_S.PLANNED, _S.PUBLISHED, _S.POSTPONED}, _S.CANCELLED),
        # undoing a cancellation of which nobody has been told
        "reinstate": ({_S.CANCELLED}, _S.PUBLISHED),
        "replan": ({_S.CANCELLED}, _S.PLANNED),
        "put_off_again": ({_S.CANCELLED}, _S.POSTPONED),
    },
)
# the states in which nobody comes on the day that a session has: there is nothing to get ready
NOT_ON = (_S.CANCELLED, _S.POSTPONED)


class SignUpState(StrEnum):
    """accepted: there is room, the pitch comes. offered: room has come free, until a moment."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    PLACED = "placed"
    WAITING = "waiting"
    OFFERED = "offered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CALLED_OFF = "called_off"


_U = SignUpState

SIGN_UP = Machine(
    _U.ASKED,
    {
        "accept": ({_U.ASKED}, _U.ACCEPTED),
        "place": ({_U.ASKED, _U.ACCEPTED, _U.WAITING}, _U.PLACED),
        "wait": ({_U.ASKED}, _U.WAITING),
        "offer": ({_U.WAITING}, _U.OFFERED),
        "take": ({_U.OFFERED}, _U.ACCEPTED),
        "lapse": ({_U.OFFERED}, _U.EXPIRED),
        "refuse": ({_U.ASKED, _U.WAITING}, _U.REFUSED),
        "withdraw": (
            {_U.ASKED, _U.ACCEPTED, _U.WAITING, _U.OFFERED, _U.PLACED},
            _U.WITHDRAWN,
        ),
        "call_off": (
            {_U.ASKED, _U.ACCEPTED, _U.WAITING, _U.OFFERED, _U.PLACED},
            _U.CALLED_OFF,
        ),
        # undoing that, each to where it was; an offer waits again
        "ask_again": ({_U.CALLED_OFF}, _U.ASKED),
        "accept_again": ({_U.CALLED_OFF}, _U.ACCEPTED),
        "place_again": ({_U.CALLED_OFF}, _U.PLACED),
        "wait_again": ({_U.CALLED_OFF}, _U.WAITING),
    },
)
# the states in which a sign-up takes up room, and those in which it is over
HAS_ROOM = (_U.ACCEPTED, _U.PLACED, _U.OFFERED)
IS_OVER = (_U.REFUSED, _U.WITHDRAWN, _U.EXPIRED)


class FilingState(StrEnum):
    NEEDED = "needed"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    DUE_BACK = "due_back"
    RETURNED = "returned"


_F = FilingState

FILING = Machine(
    _F.NEEDED,
    {
        "apply": ({_F.NEEDED, _F.REFUSED}, _F.APPLIED),
        "grant": ({_F.APPLIED}, _F.GRANTED),
        "refuse": ({_F.APPLIED}, _F.REFUSED),
        "need_again": ({_F.APPLIED, _F.GRANTED, _F.REFUSED}, _F.NEEDED),
        # the session is called off: written notice, and the permit goes back
        "end": ({_F.APPLIED, _F.GRANTED}, _F.DUE_BACK),
        "return": ({_F.DUE_BACK}, _F.RETURNED),
        # undoing that, or a move of which nobody has been told
        "keep": ({_F.DUE_BACK, _F.NEEDED}, _F.GRANTED),
        "keep_asking": ({_F.DUE_BACK, _F.NEEDED}, _F.APPLIED),
    },
)


class CallOffState(StrEnum):
    """ordered: written down, and will be carried out whatever happens. done; undone."""

    ORDERED = "ordered"
    DONE = "done"
    UNDONE = "undone"


_C = CallOffState

CALL_OFF = Machine(
    _C.ORDERED,
    {
        "carry_out": ({_C.ORDERED}, _C.DONE),
        "undo": ({_C.DONE}, _C.UNDONE),
        "drop": ({_C.ORDERED}, _C.UNDONE),
    },
)
