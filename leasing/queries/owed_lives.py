"""What leasing knows of that is due beyond money: answers to renewals, sublets, overstays, meters."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from leasing.core.metering.months import LATE_DAYS
from leasing.models import Lease, Renewal, Sublet
from market.core.periods import months_after
from market.core.workdays import Calendar
from market.models import Zone
from market.queries.obligations import Due, Obligations, Told

# The offer itself has told the day; it is not told again on the heels of that.
RENEWALS_SQL = """
    SELECT renewal.id AS thing, (renewal.until AT TIME ZONE 'Asia/Shanghai')::date AS due_on,
           lease.market_id, '' AS variant
    FROM leasing_renewal renewal JOIN leasing_lease lease ON lease.id = renewal.lease_id
    WHERE renewal.state = 'offered'
      AND (renewal.offered_at AT TIME ZONE 'Asia/Shanghai')::date + 3 <= %(on)s
      AND (renewal.until AT TIME ZONE 'Asia/Shanghai')::date BETWEEN %(first)s AND %(last)s
"""
# the last day to object, as leasing.core.sublet_clock has it
SUBLETS_SQL = """
    SELECT sublet.id AS thing, (sublet.learned_on + interval '6 months')::date AS due_on,
           lease.market_id, '' AS variant
    FROM leasing_sublet sublet JOIN leasing_lease lease ON lease.id = sublet.lease_id
    WHERE sublet.state = 'suspected'
      AND (sublet.learned_on + interval '6 months')::date BETWEEN %(first)s AND %(last)s
"""
# leases that ran out, were not renewed, and about which nobody has said a word: neither that they
# go on, nor in writing that they do not
OVERSTAYS_SQL = """
    SELECT lease.id AS thing, lease.ends_on AS due_on, lease.market_id, '' AS variant
    FROM leasing_lease lease
    WHERE lease.state = 'signed' AND lease.holdover_since IS NULL
      AND lease.ends_on < %(on)s AND lease.ends_on BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM leasing_renewal renewal
                      WHERE renewal.lease_id = lease.id AND renewal.state = 'signed')
      AND NOT EXISTS (SELECT FROM market_document letter
                      WHERE letter.subject = 'lease:' || lease.id AND letter.kind = 'objection'
                        AND letter.contents->>'about' = 'staying'
                        AND (letter.contents->>'ended_on')::date = lease.ends_on)
"""
# The first of a month is the day to read for the month before. A zone is done when every meter of
# its pitches has a reading that belongs into that month's bill (months.month_billed).
READINGS_SQL = """
    SELECT zone.id AS thing, round.day AS due_on, zone.market_id, '' AS variant
    FROM unnest(%(rounds)s::date[], %(opens)s::date[]) round (day, opens_on)
    JOIN leasing_meter meter ON meter.installed_on < round.day
     AND (meter.removed_on IS NULL OR meter.removed_on >= round.day)
    JOIN market_pitch pitch ON pitch.id = meter.pitch_id
    JOIN market_zone zone ON zone.id = pitch.zone_id
    WHERE round.day BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (
        SELECT FROM leasing_reading reading
        WHERE reading.meter_id = meter.id AND reading.state IN ('standing', 'proposed')
          AND reading.day >= round.opens_on AND reading.day < round.day + %(late)s)
    GROUP BY zone.id, round.day, zone.market_id
"""


def _rounds(first: date, last: date, calendar: Calendar) -> Mapping[str, Any]:
    """Every first of a month in the window, and from which day on a reading belongs to it."""
    days = []
    day = months_after(first.replace(day=1), 1) if first.day > 1 else first
    while day <= last:
        days.append(day)
        day = months_after(day, 1)
    opens = [months_after(day, -1).replace(day=1 + LATE_DAYS) for day in days]
    return {"rounds": days, "opens": opens, "late": LATE_DAYS}


def _tell_renewals(dues: Collection[Due], on: date) -> dict[Due, Told]:
    rows = Renewal.objects.in_bulk([thing for thing, _ in dues])
    leases = _leases().in_bulk([row.lease_id for row in rows.values()])
    return {
        (thing, due_on): _lease(leases[rows[thing].lease_id], due_on, to_vendor=True)
        for thing, due_on in dues
        if thing in rows
    }


def _tell_sublets(dues: Collection[Due], on: date) -> dict[Due, Told]:
    rows = Sublet.objects.in_bulk([thing for thing, _ in dues])
    leases = _leases().in_bulk([row.lease_id for row in rows.values()])
    return {
        (thing, due_on): _lease(leases[rows[thing].lease_id], due_on)
        for thing, due_on in dues
        if thing in rows
    }


def _tell_overstays(dues: Collection[Due], on: date) -> dict[Due, Told]:
    leases = _leases().in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): _lease(leases[thing], due_on) for thing, due_on in dues if thing in leases
    }


def _tell_readings(dues: Collection[Due], on: date) -> dict[Due, Told]:
    zones = Zone.objects.select_related("market").in_bulk([thing for thing, _ in dues])
    return {
        (thing, due_on): _round(zones[thing], due_on) for thing, due_on in dues if thing in zones
    }


def _round(zone: Zone, due_on: date) -> Told:
    def facts(language: str) -> dict[str, Any]:
        name = zone.name if language.startswith("zh") else zone.name_en or zone.name
        return {"place": name, "due_on": due_on.isoformat()}

    return Told(zone.market, facts, zones=frozenset({zone.pk}))


def _leases() -> QuerySet[Lease]:
    return Lease.objects.select_related("vendor", "market").prefetch_related("pitches__pitch")


def _lease(lease: Lease, due_on: date, *, to_vendor: bool = False) -> Told:
    pitches = [row.pitch for row in lease.pitches.all()]
    facts = {
        "lease": lease.reference,
        "pitches": "、".join(pitch.code for pitch in pitches),
        "due_on": due_on.isoformat(),
    }
    return Told(
        lease.market,
        lambda language: facts,
        vendor=lease.vendor if to_vendor else None,
        zones=frozenset(pitch.zone_id for pitch in pitches),
    )


RENEWALS = Obligations("renewal", RENEWALS_SQL, _tell_renewals, "done")
SUBLETS = Obligations("sublet", SUBLETS_SQL, _tell_sublets, "done")
OVERSTAYS = Obligations("lease", OVERSTAYS_SQL, _tell_overstays, "done", ahead=0)
READINGS = Obligations("zone", READINGS_SQL, _tell_readings, "done", given=_rounds, one_day=False)
