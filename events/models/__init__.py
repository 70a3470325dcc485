"""The nouns of the programme."""

from events.models.call_offs import CallOff
from events.models.checklists import FilingLead, FilingMaterial
from events.models.numbers import Attendance, Takings
from events.models.programme import Filing, Series, Session, SignUp
from events.models.taking_part import Call, CheckIn, HandBack, LateCode, Quota, SignUpCharge
from events.models.uses import Use

__all__ = [
    "Attendance",
    "Call",
    "CallOff",
    "CheckIn",
    "Filing",
    "FilingLead",
    "FilingMaterial",
    "HandBack",
    "LateCode",
    "Quota",
    "Series",
    "Session",
    "SignUp",
    "SignUpCharge",
    "Takings",
    "Use",
]
