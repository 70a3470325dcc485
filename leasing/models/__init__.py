"""The nouns of leasing."""

from leasing.models.applications import (Application, ApplicationPaper,)
from leasing.models.leases import (Billed, Instalment, InstalmentLine, Lease, LeaseConcession, LeaseHold, LeaseLine, LeaseParty, LeasePitch, Unbilled,)
from leasing.models.signatures import (LeaseSignature,)

__all__ = [
    "Application",
    "ApplicationPaper",
    "Billed",
    "Instalment",
    "InstalmentLine",
    "Lease",
    "LeaseConcession",
    "LeaseHold",
    "LeaseLine",
    "LeaseParty",
    "LeasePitch",
    "LeaseSignature",
    "Unbilled",
]
