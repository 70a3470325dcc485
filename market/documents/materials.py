"""材料清单: what is to be brought for a paper, where to, and by when."""

from datetime import datetime
from typing import Any

from market.documents import papers
from market.models import Document, Errand

KIND = "materials"


def freeze(errand: Errand, *, at: datetime) -> Document:
    """Store the list as it stands. Asked for again while nothing has changed, it is one paper."""
    subject = f"errand:{errand.pk}"
    return papers.freeze_once(KIND, subject, contents(errand), market=errand.market, at=at)


def contents(errand: Errand) -> dict[str, Any]:
    """What the list says."""
    return {
        "reference": errand.reference,
        "market": errand.market.name,
        "vendor": errand.vendor.name,
        "worker": errand.worker.name if errand.worker else "",
        "paper": errand.type.name,
        "authority": errand.type.issuer,
        "renews": bool(errand.renews_id),
        "opens_on": errand.opens_on.isoformat() if errand.opens_on else None,
        "closes_on": errand.closes_on.isoformat() if errand.closes_on else None,
        "provisional": errand.provisional,
        "materials": [
            {"name": row.name, "got_on": row.got_on.isoformat() if row.got_on else None}
            for row in errand.materials.order_by("position", "pk")
        ],
        "corrections": errand.corrections,
        "note": errand.note,
    }
