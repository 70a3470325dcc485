"""Papers that run out: what the planner of reminders asks, and what it tells."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from market.core.periods import ONE_DAY
from market.core.policies import Stage, stage
from market.core.workdays import Calendar
from market.models import Account, Market, Permit, PermitType
from market.queries.obligations import Due, Obligations, Told
from market.queries.papers import NEWER

# papers in force, unless a newer one is here already, its renewal was applied for in time, or the
# person it is about has left; the
# market is that of the pitch, or where the vendor opened its first account
_PAPERS = f"""
    SELECT permit.id AS thing, {{day}} AS due_on, {{variant}} AS variant,
           coalesce(zone.market_id, (
               SELECT market_id FROM market_account WHERE vendor_id = permit.vendor_id
               ORDER BY id LIMIT 1)) AS market_id
    FROM market_permit permit
    JOIN market_permittype kind ON kind.id = permit.type_id
    LEFT JOIN market_worker worker ON worker.id = permit.worker_id
    LEFT JOIN market_pitch pitch ON pitch.id = permit.pitch_id
    LEFT JOIN market_zone zone ON zone.id = pitch.zone_id
    {{join}}
    WHERE permit.state = 'accepted' AND {{day}} BETWEEN %(first)s AND %(last)s
      AND (worker.until IS NULL OR worker.until >= %(on)s)
      AND NOT permit.renewal_in_time
      AND NOT EXISTS ({NEWER})
"""  # noqa: S608 — put together from constants
# the last day to apply, by how long before the day of expiry a window closes, reckoned before
_CLOSINGS = """
    JOIN unnest(%(window_units)s::text[], %(window_closes)s::int[], %(window_expiries)s::date[],
                %(window_days)s::date[]) closing (unit, closes, expires_on, day)
      ON closing.unit = kind.renew_unit AND closing.closes = kind.renew_closes
     AND closing.expires_on = permit.expires_on
"""
LAPSED_SQL = _PAPERS.format(day="permit.expires_on", variant="''", join="")
EXPIRING_SQL = _PAPERS.format(
    day="permit.expires_on", variant="array_to_string(kind.remind_days, ',')", join=""
)
WINDOW_SQL = _PAPERS.format(day="closing.day", variant="''", join=_CLOSINGS)


def _marks() -> dict[str, tuple[Stage, ...]]:
    """Kinds of papers with marks of their own: "45,30,15" is so many days before."""
    found = PermitType.objects.exclude(remind_days=[]).values_list("remind_days", flat=True)
    return {
        ",".join(map(str, marks)): tuple(stage(-mark) for mark in sorted(set(marks), reverse=True))
        for marks in found
    }


def _closings(first: date, last: date, calendar: Calendar) -> Mapping[str, Any]:
    """For every window that some kind of paper has, the last day to apply for each expiry."""
    windows = PermitType.objects.order_by()
    rows: list[tuple[str, int, date, date]] = []
    for unit, closes in windows.values_list("renew_unit", "renew_closes").distinct():
        if closes is None:
            continue
        working = unit == "working_day"
        reach = closes * 2 + 14 if working else closes
        for day in range((last - first).days + reach + 1):
            expires_on = first + timedelta(days=day)
            closing = (
                calendar.add_working_days(expires_on, -closes)
                if working
                else expires_on - closes * ONE_DAY
            )
            if first <= closing <= last:
                rows.append((unit, closes, expires_on, closing))
    return {
        "window_units": [unit for unit, _, _, _ in rows],
        "window_closes": [closes for _, closes, _, _ in rows],
        "window_expiries": [expires_on for _, _, expires_on, _ in rows],
        "window_days": [closing for _, _, _, closing in rows],
    }


def _tell(dues: Collection[Due], on: date) -> dict[Due, Told]:
    permits = Permit.objects.select_related("vendor", "type", "worker", "pitch__zone__market")
    known = permits.in_bulk([thing for thing, _ in dues])
    markets = _markets({permit.vendor_id for permit in known.values()})
    return {
        (thing, due_on): _told(known[thing], due_on, markets)
        for thing, due_on in dues
        if thing in known
    }


def _told(permit: Permit, due_on: date, markets: Mapping[int, Market]) -> Told:
    zone = permit.pitch.zone if permit.pitch else None

    def facts(language: str) -> dict[str, Any]:
        expires_on = permit.expires_on.isoformat() if permit.expires_on else ""
        return {
            "paper": _paper(permit, language),
            "expires_on": expires_on,
            "due_on": due_on.isoformat(),
        }

    return Told(
        market=zone.market if zone else markets.get(permit.vendor_id),
        facts=facts,
        vendor=permit.vendor,
        zones=frozenset({zone.pk} if zone else ()),
    )


def _markets(vendors: set[int]) -> dict[int, Market]:
    """The market at which each vendor opened an account first."""
    accounts = Account.objects.filter(vendor__in=vendors).select_related("market")
    first = accounts.order_by("vendor_id", "pk").distinct("vendor_id")
    return {account.vendor_id: account.market for account in first}


def _paper(permit: Permit, language: str) -> str:
    """The paper by name, with the person it belongs to: 健康证（王小蔄）."""
    chinese = language.startswith("zh")
    name = permit.type.name if chinese else permit.type.name_en or permit.type.name
    if permit.worker is None:
        return name
    return f"{name}（{permit.worker}）" if chinese else f"{name} ({permit.worker})"


EXPIRING = Obligations("permit", EXPIRING_SQL, _tell, "renewed", variants=_marks)
LAPSED = Obligations("permit", LAPSED_SQL, _tell, "renewed")
WINDOW = Obligations("permit", WINDOW_SQL, _tell, "renewed", given=_closings)
