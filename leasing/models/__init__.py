"""The nouns of leasing."""

from leasing.models.agreements import (
    Agreement,
    AgreementCharge,
    AgreementPart,
)
from leasing.models.applications import (
    Application,
    ApplicationPaper,
)
from leasing.models.arrears import (
    ArrearsPolicy,
    LateFee,
    LateFeeRate,
    LateFeeWaiver,
)
from leasing.models.demands import (
    Delivery,
    Demand,
    DemandLine,
    Termination,
)
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
    Unbilled,
)
from leasing.models.losses import (
    LossGroup,
    LossMember,
)
from leasing.models.meter_runs import (
    MeterLine,
    MeterRun,
)
from leasing.models.meters import (
    Meter,
    Reading,
    Tariff,
)
from leasing.models.settlements import (
    DepositClaim,
    Settlement,
    SettlementClaim,
)
from leasing.models.signatures import (
    LeaseSignature,
)

__all__ = [
    "Agreement",
    "AgreementCharge",
    "AgreementPart",
    "Application",
    "ApplicationPaper",
    "ArrearsPolicy",
    "Billed",
    "Delivery",
    "Demand",
    "DemandLine",
    "DepositClaim",
    "Instalment",
    "InstalmentLine",
    "LateFee",
    "LateFeeRate",
    "LateFeeWaiver",
    "Lease",
    "LeaseConcession",
    "LeaseHold",
    "LeaseLine",
    "LeaseParty",
    "LeasePitch",
    "LeaseSignature",
    "LossGroup",
    "LossMember",
    "Meter",
    "MeterLine",
    "MeterRun",
    "Reading",
    "Settlement",
    "SettlementClaim",
    "Tariff",
    "Termination",
    "Unbilled",
]
