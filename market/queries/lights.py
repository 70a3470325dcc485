"""How every needed paper stands on a day: one statement for any number of vendors.

valid, soon (its window to renew is open), applied (renewal is with the authority), submitted
(handed in, not checked), returned, elsewhere (it names other premises), lapsed, missing.
"""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from market.core.renewals import Terms, soon_until
from market.models import PermitType
from market.queries.days import working_calendar
from market.queries.requirements import Needed

LIGHTS = ("missing", "lapsed", "elsewhere", "returned", "submitted", "soon", "applied", "valid")
GOOD = frozenset(("valid", "soon", "applied"))

_KEPT = """
    SELECT id, market_id, vendor_id, type_id, worker_id, pitch_id, instead, bound, pitches
    FROM market_need WHERE market_id = ANY(%(markets)s)
      AND (%(vendors)s::bigint[] IS NULL OR vendor_id = ANY(%(vendors)s))
"""
_GIVEN = """
    SELECT given.id, market_id, vendor_id, kind.id AS type_id, worker_id, pitch_id,
           instead, bound, pitches
    FROM jsonb_to_recordset(%(needs)s::jsonb) AS given (id bigint, market_id bigint,
        vendor_id bigint, code text, worker_id bigint, pitch_id bigint, instead text[],
        bound boolean, pitches bigint[])
    JOIN market_permittype kind ON kind.code = given.code
"""
# rank: the best paper that there is for a need
_STATEMENT = """
WITH need AS MATERIALIZED ({needs}),
soon AS (SELECT * FROM unnest(%(types)s::bigint[], %(untils)s::date[]) soon (type_id, until)),
wanted AS (
    SELECT id, vendor_id, worker_id, pitch_id, bound, pitches, type_id AS by_type FROM need
    UNION ALL
    SELECT need.id, vendor_id, worker_id, pitch_id, bound, pitches, kind.id
    FROM need JOIN market_permittype kind ON kind.code = ANY(need.instead)
),
paper AS (
    SELECT wanted.id AS need, permit.id AS permit, permit.expires_on,
        CASE
            WHEN permit.state = 'submitted' THEN 3
            WHEN permit.state = 'returned' THEN 4
            WHEN wanted.bound AND permit.pitch_id IS NOT NULL
                AND permit.pitch_id <> ALL(wanted.pitches) THEN 5
            WHEN permit.expires_on IS NULL OR permit.expires_on > soon.until THEN 0
            WHEN permit.expires_on >= %(on)s AND permit.renewal_applied_on IS NULL THEN 1
            WHEN permit.expires_on >= %(on)s OR permit.renewal_in_time THEN 2
            ELSE 6
        END AS rank
    FROM wanted
    JOIN market_permit permit ON permit.vendor_id = wanted.vendor_id
        AND permit.type_id = wanted.by_type
        AND permit.state IN ('accepted', 'submitted', 'returned')
        AND (wanted.worker_id IS NULL OR permit.worker_id = wanted.worker_id)
        AND (wanted.pitch_id IS NULL OR permit.pitch_id IS NULL
             OR permit.pitch_id = wanted.pitch_id)
        AND (permit.issued_on IS NULL OR permit.issued_on <= %(on)s)
    JOIN soon ON soon.type_id = permit.type_id
    UNION ALL
    SELECT need.id, NULL, pitch.structure_approval_until,
        CASE WHEN pitch.structure_approval_until > soon.until THEN 0
             WHEN pitch.structure_approval_until >= %(on)s THEN 1 ELSE 6 END
    FROM need JOIN market_permittype kind ON kind.id = need.type_id AND kind.code = 'TEMP_STRUCTURE'
    JOIN soon ON soon.type_id = kind.id
    JOIN market_pitch pitch ON pitch.id = need.pitch_id
        AND pitch.structure_approval_until IS NOT NULL
),
best AS (
    SELECT DISTINCT ON (need) * FROM paper
    ORDER BY need, rank, expires_on DESC NULLS FIRST, permit
)
SELECT need.id, need.vendor_id, need.type_id, need.worker_id, need.pitch_id, best.permit,
    best.expires_on, (%(words)s::text[])[COALESCE(best.rank, 7) + 1]
FROM need LEFT JOIN best ON best.need = need.id
ORDER BY need.vendor_id, need.type_id, need.worker_id, need.pitch_id
"""
_BY_RANK = ("valid", "soon", "applied", "submitted", "returned", "elsewhere", "lapsed", "missing")


class Light(NamedTuple):
    """One needed paper, and how it stands: the paper on file, if there is any.

    A tuple, in the order of the statement's columns: there are thousands of them on one page.
    """

    need: int
    vendor: int
    type: int
    worker: int | None
    pitch: int | None
    permit: int | None
    expires_on: date | None
    light: str

    @property
    def good(self) -> bool:
        return self.light in GOOD


def lights_of(
    markets: Collection[int], *, on: date, vendors: Collection[int] | None = None
) -> list[Light]:
    """Every kept need of these markets (and vendors), by vendor and kind. Three queries."""
    chosen = None if vendors is None else list(vendors)
    return _asked(_KEPT, {"markets": list(markets), "vendors": chosen}, on=on)


def lights_for(needs: Iterable[Needed], *, on: date) -> list[tuple[Needed, Light]]:
    """The same for needs that were only reckoned. Three queries."""
    kept = list(needs)
    rows = [
        {
            "id": place,
            "market_id": need.market,
            "vendor_id": need.vendor,
            "code": need.paper,
            "worker_id": need.worker,
            "pitch_id": need.pitch,
            "instead": list(need.instead),
            "bound": need.bound,
            "pitches": list(need.pitches),
        }
        for place, need in enumerate(kept)
    ]
    if not rows:
        return []
    found = _asked(_GIVEN, {"needs": json.dumps(rows)}, on=on)
    return [(kept[light.need], light) for light in found]


def _asked(needs: str, given: dict[str, Any], *, on: date) -> list[Light]:
    bounds = soon_by_type(on)
    given |= {"on": on, "types": list(bounds), "untils": list(bounds.values())}
    given |= {"words": list(_BY_RANK)}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT.format(needs=needs), given)
        return list(map(Light._make, cursor.fetchall()))


def terms_of(kind: PermitType) -> Terms:
    """When a kind of paper is to be renewed."""
    return Terms.of(kind.renew_unit, kind.renew_opens, kind.renew_closes, kind.remind_days)


def soon_by_type(on: date) -> dict[int, date]:
    """For each kind of paper the latest last day whose window to renew is open. Two queries."""
    calendar = working_calendar()
    return {kind.pk: soon_until(on, terms_of(kind), calendar) for kind in PermitType.objects.all()}
