"""The nouns of leasing."""

from leasing.models.applications import Application, ApplicationPaper
from leasing.models.closures import Closure, ClosureLease, ClosurePitch
from leasing.models.leases import (
    Billed,
    Instalment,
    InstalmentLine,
    Lease,
    LeaseConcession,
    LeaseHold,
    LeaseLine,
    LeaseParty,
    LeasePitch,
)
from leasing.models.relocations import Relocation
from leasing.models.renewals import Renewal
from leasing.models.sublets import Sublet
from leasing.models.transfers import Transfer

__all__ = [
    "Application",
    "ApplicationPaper",
    "Billed",
    "Closure",
    "ClosureLease",
    "ClosurePitch",
    "Instalment",
    "InstalmentLine",
    "Lease",
    "LeaseConcession",
    "LeaseHold",
    "LeaseLine",
    "LeaseParty",
    "LeasePitch",
    "Relocation",
    "Renewal",
    "Sublet",
    "Transfer",
]
