"""The nouns of leasing."""

from leasing.models.applications import Application, ApplicationPaper
from leasing.models.leases import (
    Instalment,
    InstalmentLine,
    Lease,
    LeaseHold,
    LeaseLine,
    LeasePitch,
)

__all__ = [
    "Application",
    "ApplicationPaper",
    "Instalment",
    "InstalmentLine",
    "Lease",
    "LeaseHold",
    "LeaseLine",
    "LeasePitch",
]
