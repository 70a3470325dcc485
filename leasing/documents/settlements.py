"""The settlement of a deposit on paper: claims in their order, what goes back, and by when."""

from datetime import datetime
from typing import Any

from leasing.core.arrears_states import ClaimKind
from leasing.documents.demands import line_of
from leasing.models import Settlement, SettlementClaim
from market.core.money import in_words, yuan
from market.documents import papers
from market.models import Document

# a paper is in the market's own language
SAID = {
    ClaimKind.ARREARS: "欠费",
    ClaimKind.LATE_FEE: "滞纳金",
    ClaimKind.METER: "水电费",
    ClaimKind.DAMAGE: "损坏赔偿",
    ClaimKind.CLEANING: "清理费",
    ClaimKind.OTHER: "其他",
}


def freeze(settlement: Settlement, *, at: datetime) -> Document:
    """Store the settlement as it was booked."""
    return papers.freeze(
        "settlement",
        f"settlement:{settlement.pk}",
        contents(settlement),
        market=settlement.lease.market,
        at=at,
    )


def contents(settlement: Settlement) -> dict[str, Any]:
    """What the paper says; amounts in yuan."""
    lease = settlement.lease
    claims = list(settlement.claims.select_related("charge__item"))
    return {
        "number": f"{lease.reference}/S{settlement.pk}",
        "market": lease.market.name,
        "vendor": lease.vendor.name,
        "contact": lease.vendor.contact,
        "lease": lease.reference,
        "pitches": sorted(row.pitch.code for row in lease.pitches.select_related("pitch")),
        "ended_on": str(lease.ended_on or lease.ends_on or ""),
        "deposit": yuan(settlement.held_fen),
        "credit": yuan(settlement.credit_fen),
        "claims": [_claim(claim) for claim in claims],
        "claimed": yuan(sum(claim.amount_fen for claim in claims)),
        "applied": yuan(sum(claim.applied_fen for claim in claims)),
        "returned": yuan(settlement.returned_fen),
        "in_words": in_words(settlement.returned_fen or settlement.still_owed_fen),
        "still_owed": yuan(settlement.still_owed_fen),
        "return_by": settlement.return_by.isoformat(),
        "answered_how": settlement.answered_how,
    }


def _claim(claim: SettlementClaim) -> dict[str, Any]:
    line = line_of(claim.charge) if claim.charge else {}
    return {
        **line,
        "what": SAID[ClaimKind(claim.kind)],
        "kind": claim.kind,
        "note": claim.note,
        "amount": yuan(claim.amount_fen),
        "applied": yuan(claim.applied_fen),
    }
