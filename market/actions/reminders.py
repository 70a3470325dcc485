"""Reminders on the ground: papers that expire, and whatever there is no need to say any more."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from market import rules
from market.actions import last_looks, planning
from market.actions.notices import draft
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reminders import permit_policy
from market.core.reports import Line, Report
from market.models import Account, Market, Notice, Permit, PermitType
from market.queries.papers import NEWER

# papers in force, unless a newer one is here already, its renewal was applied for in time, or
# the person it is about has left
_PAPERS = f"""
    SELECT permit.id AS thing, permit.expires_on AS due_on, permit.type_id AS policy
    FROM market_permit permit LEFT JOIN market_worker worker ON worker.id = permit.worker_id
    WHERE permit.state = 'accepted' AND permit.expires_on BETWEEN %(first)s AND %(last)s
      AND (worker.until IS NULL OR worker.until >= %(on)s)
      AND NOT permit.renewal_in_time
      AND NOT EXISTS ({NEWER})
"""  # noqa: S608 — put together from constants


def plan_permits(*, by: Actor, at: datetime) -> Report:
    """This will write down what is to be said about papers that expire, ten days ahead.

    Stages come from the kind of paper (remind_days), and once on the day after it has lapsed.
    Papers that were replaced, applied for in time, or whose worker has left, are left alone.
    """
    rules.require(by, "notice.plan", None)
    kinds = PermitType.objects.values_list("pk", "remind_days")
    policies = {kind: permit_policy(marks) for kind, marks in kinds}
    if not policies:
        return Report("plan_permit_notices", {"planned": 0})
    lacks = planning.lacking("permit", _PAPERS, policies, on=local_day(at))
    return planning.write_down("plan_permit_notices", _drafts(lacks, at))


def _drafts(lacks: list[planning.Lack], at: datetime) -> Iterator[Notice]:
    permits = Permit.objects.select_related("vendor", "type", "worker", "pitch__zone__market")
    known = permits.in_bulk([lack.thing for lack in lacks])
    markets = _markets({permit.vendor_id for permit in known.values()})
    for lack in lacks:
        permit = known[lack.thing]
        pitch = permit.pitch
        for planned in lack.planned:
            for channel in settings.NOTICE_CHANNELS:
                yield draft(
                    planned.occasion,
                    subject=planned.subject,
                    key=planned.key(channel),
                    channel=channel,
                    vendor=permit.vendor,
                    market=pitch.zone.market if pitch else markets.get(permit.vendor_id),
                    facts={"paper": _paper(permit), "expires_on": lack.due_on.isoformat()},
                    not_before=planned.not_before,
                    stale_at=planned.stale_at,
                    at=at,
                )


def _markets(vendors: set[int]) -> dict[int, Market]:
    """The market at which each vendor opened an account first."""
    accounts = Account.objects.filter(vendor__in=vendors).select_related("market")
    first = accounts.order_by("vendor_id", "pk").distinct("vendor_id")
    return {account.vendor_id: account.market for account in first}


def _paper(permit: Permit) -> str:
    """The paper by name, with the person it belongs to: 健康证（王小蔄）."""
    chinese = permit.vendor.language.startswith("zh")
    name = permit.type.name if chinese else permit.type.name_en or permit.type.name
    if permit.worker is None:
        return name
    return f"{name}（{permit.worker}）" if chinese else f"{name} ({permit.worker})"


def void_settled(*, by: Actor, at: datetime) -> Report:
    """This will call off what waits to be said in vain: paid, renewed, revoked, moved, too late.

    Each with its reason. A notice that may have gone out already ends as unknown instead.
    """
    rules.require(by, "notice.plan", None)
    vain = last_looks.call_off_waiting(at=at)
    counts = Counter(cancelled=len(vain))
    lines = tuple(Line("cancelled", key, reason) for _, key, reason in vain)
    return Report("void_notices", dict(counts), lines)
