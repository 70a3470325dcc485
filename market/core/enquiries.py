"""The life of an enquiry (诉求): what somebody asks, complains of or proposes, until it is answered."""

from enum import StrEnum

from market.core.machines import Machine

KINDS = ("question", "complaint", "proposal")


class EnquiryState(StrEnum):
    """Whether it is late is a question: the promised moment decides it."""

    NEW = "new"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


_E = EnquiryState
WAITING = (_E.NEW, _E.TAKEN, _E.REOPENED)

ENQUIRY = Machine(
    _E.NEW,
    {
        "take": ({_E.NEW, _E.REOPENED}, _E.TAKEN),
        "answer": (set(WAITING), _E.ANSWERED),
        "close": ({_E.ANSWERED}, _E.CLOSED),
        "reopen": ({_E.ANSWERED, _E.CLOSED}, _E.REOPENED),
    },
)
