"""The lives of what happens to a lease: renewals, transfers, relocations, sublets, closures."""

from enum import StrEnum

from market.core.machines import Machine


class RenewalState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SIGNED = "signed"


_R = RenewalState
RENEWAL = Machine(
    _R.OFFERED,
    {
        "accept": ({_R.OFFERED}, _R.ACCEPTED),
        "decline": ({_R.OFFERED, _R.ACCEPTED}, _R.DECLINED),
        "expire": ({_R.OFFERED}, _R.EXPIRED),
        "withdraw": ({_R.OFFERED, _R.ACCEPTED}, _R.WITHDRAWN),
        "sign": ({_R.OFFERED, _R.ACCEPTED}, _R.SIGNED),
    },
)
STANDING_RENEWALS = (_R.OFFERED, _R.ACCEPTED, _R.SIGNED)


class TransferState(StrEnum):
    """agreed: the market consents, and the day is still to come."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_T = TransferState
TRANSFER = Machine(
    _T.ASKED,
    {
        "consent": ({_T.ASKED}, _T.AGREED),
        "refuse": ({_T.ASKED}, _T.REFUSED),
        "withdraw": ({_T.ASKED}, _T.WITHDRAWN),
        "complete": ({_T.AGREED}, _T.DONE),
    },
)
OPEN_TRANSFERS = (_T.ASKED, _T.AGREED)


class RelocationState(StrEnum):
    """announced: the ground is taken from the day, the old pitch is still in use until then."""

    ANNOUNCED = "announced"
    DONE = "done"


_M = RelocationState
RELOCATION = Machine(_M.ANNOUNCED, {"complete": ({_M.ANNOUNCED}, _M.DONE)})


class SubletState(StrEnum):
    """objected: the letter has gone out in time. consented: the market lets it be."""

    SUSPECTED = "suspected"
    OBJECTED = "objected"
    CONSENTED = "consented"
    RESOLVED = "resolved"


_S = SubletState
SUBLET = Machine(
    _S.SUSPECTED,
    {
        "object": ({_S.SUSPECTED}, _S.OBJECTED),
        "consent": ({_S.SUSPECTED, _S.OBJECTED}, _S.CONSENTED),
        "resolve": ({_S.SUSPECTED, _S.OBJECTED}, _S.RESOLVED),
    },
)
OPEN_SUBLETS = (_S.SUSPECTED, _S.OBJECTED)


class ClosureState(StrEnum):
    STANDING = "standing"
    LIFTED = "lifted"


_C = ClosureState
CLOSURE = Machine(_C.STANDING, {"lift": ({_C.STANDING}, _C.LIFTED)})
