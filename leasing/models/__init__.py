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
from leasing.models.closures import Closure, ClosureLease, ClosurePitch
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
from leasing.models.relocations import Relocation
from leasing.models.renewals import Renewal
from leasing.models.settlements import (
    DepositClaim,
    Settlement,
    SettlementClaim,
)
from leasing.models.signatures import (
    LeaseSignature,
)
from leasing.models.sublets import Sublet
from leasing.models.transfers import Transfer

__all__ = [
    "Agreement",
    "AgreementCharge",
    "AgreementPart",
    "Application",
    "ApplicationPaper",
    "ArrearsPolicy",
    "Billed",
    "Closure",
    "ClosureLease",
    "ClosurePitch",
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
    "Relocation",
    "Renewal",
    "Settlement",
    "SettlementClaim",
    "Sublet",
    "Tariff",
    "Termination",
    "Transfer",
    "Unbilled",
]
