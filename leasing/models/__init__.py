"""The nouns of leasing."""

from leasing.models.agreements import (
    Agreement,
    AgreementCharge,
    AgreementPart,
)
from leasing.models.applications import (
    Application,
    ApplicationPaper,
    Wish,
)
from leasing.models.arrears import (
    ArrearsPolicy,
    LateFee,
    LateFeeRate,
    LateFeeWaiver,
)
from leasing.models.calls import Call, CallPitch, CallQuota
from leasing.models.closures import Closure, ClosureLease, ClosurePitch
from leasing.models.decisions import Decision
from leasing.models.demands import (
    Delivery,
    Demand,
    DemandLine,
    Termination,
)
from leasing.models.draws import Draw
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
from leasing.models.prices import ListPrice
from leasing.models.relocations import Relocation
from leasing.models.renewals import Renewal
from leasing.models.reviews import Criterion, Mark, Review
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
    "Call",
    "CallPitch",
    "CallQuota",
    "Closure",
    "ClosureLease",
    "ClosurePitch",
    "Criterion",
    "Decision",
    "Delivery",
    "Demand",
    "DemandLine",
    "DepositClaim",
    "Draw",
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
    "ListPrice",
    "LossGroup",
    "LossMember",
    "Mark",
    "Meter",
    "MeterLine",
    "MeterRun",
    "Reading",
    "Relocation",
    "Renewal",
    "Review",
    "Settlement",
    "SettlementClaim",
    "Sublet",
    "Tariff",
    "Termination",
    "Transfer",
    "Unbilled",
    "Wish",
]
