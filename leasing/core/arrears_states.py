"""The lives of what follows when rent is not paid, and of the settlement when a lease has ended."""

from enum import StrEnum

from market.core.machines import Machine


class AgreementState(StrEnum):
    """Kept and broken are no states: what was paid by which day decides them."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


_A = AgreementState

AGREEMENT = Machine(
    _A.PROPOSED,
    {
        "agree": ({_A.PROPOSED}, _A.AGREED),
        "decline": ({_A.PROPOSED}, _A.DECLINED),
        "withdraw": ({_A.PROPOSED}, _A.WITHDRAWN),
        "end": ({_A.AGREED}, _A.ENDED),
    },
)


class DemandState(StrEnum):
    """Cured is no state: it is when all that a demand asks for has been paid."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    DELIVERED = "delivered"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


_D = DemandState
OPEN_DEMANDS = (_D.DRAFTED, _D.ISSUED, _D.DELIVERED)

DEMAND = Machine(
    _D.DRAFTED,
    {
        "issue": ({_D.DRAFTED}, _D.ISSUED),
        "deliver": ({_D.ISSUED}, _D.DELIVERED),
        "lapse": ({_D.ISSUED, _D.DELIVERED}, _D.LAPSED),
        "withdraw": (set(OPEN_DEMANDS), _D.WITHDRAWN),
    },
)


class TerminationState(StrEnum):
    OPEN = "open"
    NOTICED = "noticed"
    DELIVERED = "delivered"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


_T = TerminationState
OPEN_TERMINATIONS = (_T.OPEN, _T.NOTICED, _T.DELIVERED)

TERMINATION = Machine(
    _T.OPEN,
    {
        "skip": ({_T.OPEN}, _T.OPEN),
        "notice": ({_T.OPEN}, _T.NOTICED),
        "deliver": ({_T.NOTICED}, _T.DELIVERED),
        "end": ({_T.DELIVERED}, _T.ENDED),
        "withdraw": (set(OPEN_TERMINATIONS), _T.WITHDRAWN),
    },
)


class SettlementState(StrEnum):
    DRAFTED = "drafted"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DISPUTED = "disputed"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"


_S = SettlementState
OPEN_SETTLEMENTS = (_S.DRAFTED, _S.PROPOSED, _S.AGREED, _S.DISPUTED)

SETTLEMENT = Machine(
    _S.DRAFTED,
    {
        "propose": ({_S.DRAFTED, _S.DISPUTED}, _S.PROPOSED),
        "agree": ({_S.PROPOSED, _S.DISPUTED}, _S.AGREED),
        "dispute": ({_S.PROPOSED}, _S.DISPUTED),
        "revise": ({_S.PROPOSED, _S.AGREED, _S.DISPUTED}, _S.DRAFTED),
        "book": ({_S.AGREED}, _S.BOOKED),
        "withdraw": (set(OPEN_SETTLEMENTS), _S.WITHDRAWN),
    },
)


class Proof(StrEnum):
    """How a letter reached its reader: what is shown when that is denied."""

    IN_PERSON = "in_person"
    REGISTERED = "registered"
    DOOR_SLIP = "door_slip"
    WECOM = "wecom"
    WITNESS = "witness"


class Posting(StrEnum):
    """When late fees are charged: never by themselves, once the charge is paid, or each month."""

    OFF = "off"
    ON_FULL_PAYMENT = "on_full_payment"
    MONTHLY = "monthly"


class ClaimKind(StrEnum):
    """What a deposit answers for, in the order in which it is usually taken."""

    ARREARS = "arrears"
    LATE_FEE = "late_fee"
    METER = "meter"
    DAMAGE = "damage"
    CLEANING = "cleaning"
    OTHER = "other"
