"""The lives of an application and of a lease."""

from enum import StrEnum

from market.core.machines import Machine


class ApplicationState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    REVIEWING = "reviewing"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_A = ApplicationState
_IN_HAND = {_A.SUBMITTED, _A.CORRECTING, _A.REVIEWING, _A.WAITLISTED}
OPEN_APPLICATIONS = (_A.DRAFT, *sorted(_IN_HAND), _A.OFFERED)

APPLICATION = Machine(
    _A.DRAFT,
    {
        "submit": ({_A.DRAFT, _A.CORRECTING}, _A.SUBMITTED),
        "receive": ({_A.SUBMITTED}, _A.REVIEWING),
        "correct": ({_A.SUBMITTED, _A.REVIEWING}, _A.CORRECTING),
        "waitlist": ({_A.REVIEWING}, _A.WAITLISTED),
        "offer": ({_A.REVIEWING, _A.WAITLISTED, _A.DECLINED, _A.EXPIRED}, _A.OFFERED),
        "refuse": ({_A.SUBMITTED, _A.REVIEWING, _A.WAITLISTED}, _A.REFUSED),
        "accept": ({_A.OFFERED}, _A.ACCEPTED),
        "decline": ({_A.OFFERED}, _A.DECLINED),
        "expire": ({_A.OFFERED}, _A.EXPIRED),
        "withdraw": ({_A.DRAFT, *_IN_HAND, _A.OFFERED}, _A.WITHDRAWN),
    },
)


class LeaseState(StrEnum):
    """Active, expiring and expired are no states: the day decides them."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    ENDED = "ended"
    CANCELLED = "cancelled"


_L = LeaseState

LEASE = Machine(
    _L.DRAFT,
    {
        "offer": ({_L.DRAFT}, _L.OFFERED),
        "sign": ({_L.DRAFT, _L.OFFERED}, _L.SIGNED),
        "amend": ({_L.SIGNED}, _L.SIGNED),
        "end": ({_L.SIGNED}, _L.ENDED),
        "cancel": ({_L.DRAFT, _L.OFFERED}, _L.CANCELLED),
    },
)
