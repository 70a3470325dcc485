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
from leasing.models.losses import LossGroup, LossMember
from leasing.models.meter_runs import MeterLine, MeterRun
from leasing.models.meters import Meter, Reading, Tariff

__all__ = [
    "Application",
    "ApplicationPaper",
    "Instalment",
    "InstalmentLine",
    "Lease",
    "LeaseHold",
    "LeaseLine",
    "LeasePitch",
    "LossGroup",
    "LossMember",
    "Meter",
    "MeterLine",
    "MeterRun",
    "Reading",
    "Tariff",
]
