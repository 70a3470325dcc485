"""What an inspection found and nobody has put right yet: what the planner asks, and what it tells."""

from collections.abc import Collection
from datetime import date
from typing import Any

from market.models import Finding
from market.queries.obligations import Due, Obligations, Told

# once the vendor says that it is done, the next look is ours
FINDINGS_SQL = """
    SELECT id AS thing, due_on, market_id, '' AS variant
    FROM market_finding
    WHERE state = 'open' AND due_on BETWEEN %(first)s AND %(last)s
"""


def _tell(dues: Collection[Due], on: date) -> dict[Due, Told]:
    rows = Finding.objects.select_related("vendor", "item", "market", "inspection__pitch")
    known = rows.in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): _told(known[thing], due_on) for thing, due_on in dues if thing in known
    }


def _told(finding: Finding, due_on: date) -> Told:
    pitch = finding.inspection.pitch

    def facts(language: str) -> dict[str, Any]:
        item = finding.item
        chinese = language.startswith("zh") or not item.name_en
        return {
            "what": item.name if chinese else item.name_en,
            "due_on": due_on.isoformat(),
        }

    zones = frozenset({pitch.zone_id} if pitch else ())
    return Told(finding.market, facts, vendor=finding.vendor, zones=zones)


FINDINGS = Obligations("finding", FINDINGS_SQL, _tell, "done")
