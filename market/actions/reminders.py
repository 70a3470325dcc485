"""Reminders: written down ahead, put together by day, and called off where there is no need."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from market import rules
from market.actions import calling_off, claims, digests, last_looks, planning
from market.actions.drafting import Desk
from market.actions.notices import insert
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reports import Line, Report
from market.models import Market, Notice, Vendor
from market.queries.days import working_calendar
from market.queries.obligations import reminded
from market.queries.policies import all_policies


@transaction.atomic
def plan_due(*, by: Actor, at: datetime, occasions: Collection[str] | None = None) -> Report:
    """This will write down what is to be said about all that is due, ten days ahead.

    Every occasion that an app has a question for, or only these. What was planned is never
    planned again; what a reader hears on one day is put together before anybody can say it.
    """
    rules.require(by, "notice.plan", None)
    policies, calendar, on = all_policies(), working_calendar(), local_day(at)
    sources = {
        name: source for name, source in reminded().items() if not occasions or name in occasions
    }
    settled = {
        name: planning.Settled.of(policies[name], source.variants(), calendar)
        for name, source in sources.items()
    }
    lacks = planning.lacking(sources, settled, on=on)
    desk = Desk.ready(list(lacks), on=on)
    written: list[Notice] = []
    for name in [name for name in sources if name in lacks]:
        drafts = planning.drafts(name, sources[name], settled[name], lacks[name], desk=desk, at=at)
        written += insert(drafts)
    bundled = digests.bundle(at=at)
    report = planning.report("plan_notices", written)
    return replace(report, counts={**report.counts, "bundled": bundled})


def void_settled(*, by: Actor, at: datetime) -> Report:
    """This will call off what waits to be said in vain: paid, renewed, revoked, moved, too late.

    Each with its reason. A notice that may have gone out already ends as unknown instead.
    """
    rules.require(by, "notice.plan", None)
    since = claims.oldest()
    vain = [] if since is None else _call_off(since, at=at)
    if vain:
        digests.thin_out(at=at)
    counts = Counter(cancelled=len(vain))
    lines = tuple(Line("cancelled", key, reason) for key, reason in vain)
    return Report("void_notices", dict(counts), lines)


def _call_off(since: datetime, *, at: datetime) -> list[tuple[str, str]]:
    vain = [(key, reason) for _, key, reason in last_looks.call_off_waiting(at=at, since=since)]
    if waiting := calling_off.waiting(since=since):
        calendar = working_calendar()
        vain += calling_off.settled(waiting, reminded(), calendar=calendar, at=at)
    return vain


def lay_out_anew(
    *, market: Market | None = None, occasion: str = "", vendor: Vendor | None = None
) -> int:
    """Take back what is planned and was never handed over, for the next planning to write anew.

    After a policy, the words or a reader's wishes have changed. What was said stays said.
    """
    rows = Notice.objects.filter(
        state__in=("pending", "bundled"), attempts=0, handoff_at=None, trail=[]
    ).exclude(stage="")
    rows = rows.exclude(digest__state__in=("sending", "sent", "unknown", "failed"))
    if market is not None:
        rows = rows.filter(market=market)
    if occasion:
        rows = rows.filter(occasion=occasion)
    if vendor is not None:
        rows = rows.filter(vendor=vendor)
    numbers = list(
        rows.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
    )
    Notice.objects.filter(pk__in=numbers).delete()
    return len(numbers)
