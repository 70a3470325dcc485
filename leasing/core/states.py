"""The lives of an application and of a lease."""

from enum import StrEnum

from market.core.machines import Machine


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    REVIEWING = "reviewing"
    WAITLISTED = "waitlisted"
    ADMITTED = "admitted"
    REJECTED = "rejected"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TURNED_AWAY = "turned_away"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"


_A = ApplicationState
# decided, and nobody outside the house knows it yet (拟录用, 拟拒)
DECIDED = frozenset({_A.ADMITTED, _A.REJECTED})
_IN_HAND = {_A.SUBMITTED, _A.CORRECTING, _A.REVIEWING, _A.WAITLISTED, *DECIDED}
OPEN_APPLICATIONS = (_A.DRAFT, *sorted(_IN_HAND), _A.OFFERED)

APPLICATION = Machine(
    _A.DRAFT,
    {
        "submit": ({_A.DRAFT, _A.CORRECTING}, _A.SUBMITTED),
        "receive": ({_A.SUBMITTED}, _A.REVIEWING),
        "turn_away": ({_A.SUBMITTED}, _A.TURNED_AWAY),
        "correct": ({_A.SUBMITTED, _A.REVIEWING}, _A.CORRECTING),
        "admit": ({_A.REVIEWING, _A.WAITLISTED, _A.REJECTED}, _A.ADMITTED),
        "reject": ({_A.REVIEWING, _A.WAITLISTED, _A.ADMITTED}, _A.REJECTED),
        "reopen": (DECIDED, _A.REVIEWING),
        "put_back": (DECIDED, _A.WAITLISTED),
        "waitlist": ({_A.REVIEWING}, _A.WAITLISTED),
        "reorder": ({_A.WAITLISTED}, _A.WAITLISTED),
        "offer": (
            {_A.REVIEWING, _A.WAITLISTED, _A.ADMITTED, _A.DECLINED, _A.EXPIRED},
            _A.OFFERED,
        ),
        "refuse": ({_A.REVIEWING, _A.WAITLISTED, _A.REJECTED}, _A.REFUSED),
        "accept": ({_A.OFFERED}, _A.ACCEPTED),
        "decline": ({_A.OFFERED}, _A.DECLINED),
        "expire": ({_A.OFFERED}, _A.EXPIRED),
        "withdraw": ({_A.DRAFT, *_IN_HAND, _A.OFFERED}, _A.WITHDRAWN),
        "cancel": ({_A.DRAFT, *_IN_HAND, _A.OFFERED}, _A.CANCELLED),
    },
)


class CallState(StrEnum):
    """Not yet open, open and over are no states: the clock decides them."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_C = CallState

CALL = Machine(
    _C.DRAFT,
    {
        "publish": ({_C.DRAFT}, _C.PUBLISHED),
        "close": ({_C.PUBLISHED}, _C.CLOSED),
        "reopen": ({_C.CLOSED}, _C.PUBLISHED),
        "withdraw": ({_C.DRAFT, _C.PUBLISHED}, _C.WITHDRAWN),
    },
)


class DrawState(StrEnum):
    """Announced with a sealed secret, its entrants frozen, drawn; or void."""

    ANNOUNCED = "announced"
    FROZEN = "frozen"
    DRAWN = "drawn"
    VOID = "void"


_D = DrawState

DRAW = Machine(
    _D.ANNOUNCED,
    {
        "freeze": ({_D.ANNOUNCED}, _D.FROZEN),
        "draw": ({_D.FROZEN}, _D.DRAWN),
        "void": ({_D.ANNOUNCED, _D.FROZEN}, _D.VOID),
    },
)


class LeaseState(StrEnum):
    """Active, expiring, expired and held over are no states: the day, or a mark, decides them.

    ended: it ran out, or both sides agreed. terminated: one side broke it off. renewed: another
    lease of the same vendor follows it.
    """

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    RENEWED = "renewed"
    ENDED = "ended"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


_L = LeaseState

LEASE = Machine(
    _L.DRAFT,
    {
        "offer": ({_L.DRAFT}, _L.OFFERED),
        "sign": ({_L.DRAFT, _L.OFFERED}, _L.SIGNED),
        "amend": ({_L.SIGNED}, _L.SIGNED),
        "transfer": ({_L.SIGNED}, _L.SIGNED),
        "relocate": ({_L.SIGNED}, _L.SIGNED),
        "hold_over": ({_L.SIGNED}, _L.SIGNED),
        "renew": ({_L.SIGNED}, _L.RENEWED),
        "end": ({_L.SIGNED}, _L.ENDED),
        "terminate": ({_L.SIGNED}, _L.TERMINATED),
        "reopen": ({_L.ENDED, _L.TERMINATED}, _L.SIGNED),
        "cancel": ({_L.DRAFT, _L.OFFERED}, _L.CANCELLED),
    },
)

# the states of a lease that was in force: what was billed of it stands, and is put right
IN_FORCE_ONCE = (_L.SIGNED, _L.RENEWED, _L.ENDED, _L.TERMINATED)
# the vendor has left, and the deposit is to be settled
OVER = (_L.ENDED, _L.TERMINATED)
