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
    },
)


class SignUpState(StrEnum):
    ASKED = "asked"
    PLACED = "placed"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_U = SignUpState

SIGN_UP = Machine(
    _U.ASKED,
    {
        "place": ({_U.ASKED, _U.WAITING}, _U.PLACED),
        "wait": ({_U.ASKED}, _U.WAITING),
        "refuse": ({_U.ASKED, _U.WAITING}, _U.REFUSED),
        "withdraw": ({_U.ASKED, _U.WAITING, _U.PLACED}, _U.WITHDRAWN),
    },
)


class FilingState(StrEnum):
    NEEDED = "needed"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"


_F = FilingState

FILING = Machine(
    _F.NEEDED,
    {
        "apply": ({_F.NEEDED, _F.REFUSED}, _F.APPLIED),
        "grant": ({_F.APPLIED}, _F.GRANTED),
        "refuse": ({_F.APPLIED}, _F.REFUSED),
        "need_again": ({_F.APPLIED, _F.GRANTED, _F.REFUSED}, _F.NEEDED),
    },
)
