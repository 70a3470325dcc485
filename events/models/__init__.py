"""The nouns of the programme."""

from events.models.call_offs import CallOff
from events.models.checklists import FilingLead, FilingMaterial
from events.models.numbers import Attendance, Takings
from events.models.programme import Filing, Series, Session, SignUp
from events.models.programmes import Programme
from events.models.taking_part import CheckIn, HandBack, LateCode, NightCall, Quota, SignUpCharge
from events.models.uses import Use
from events.models.vendor_feeds import VendorFeed

__all__ = [
    "Attendance",
    "CallOff",
    "CheckIn",
    "Filing",
    "FilingLead",
    "FilingMaterial",
    "HandBack",
    "LateCode",
    "NightCall",
    "Programme",
    "Quota",
    "Series",
    "Session",
    "SignUp",
    "SignUpCharge",
    "Takings",
    "Use",
    "VendorFeed",
]
