"""The nouns of leasing."""

from leasing.models.applications import Application, ApplicationPaper, Wish
from leasing.models.calls import Call, CallPitch, CallQuota
from leasing.models.decisions import Decision
from leasing.models.draws import Draw
from leasing.models.leases import (
    Instalment,
    InstalmentLine,
    Lease,
    LeaseHold,
    LeaseLine,
    LeasePitch,
)
from leasing.models.reviews import Criterion, Mark, Review

__all__ = [
    "Application",
    "ApplicationPaper",
    "Call",
    "CallPitch",
    "CallQuota",
    "Criterion",
    "Decision",
    "Draw",
    "Instalment",
    "InstalmentLine",
    "Lease",
    "LeaseHold",
    "LeaseLine",
    "LeasePitch",
    "Mark",
    "Review",
    "Wish",
]
