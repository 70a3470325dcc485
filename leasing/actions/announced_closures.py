"""Closed days of the public calendar close the ground and put the bills right, as any closure does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from leasing import rules
from leasing.actions import closures
from leasing.core.closures import ClosureReason
from leasing.core.life_states import ClosureState
from leasing.models import Closure
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import Period
from market.core.refusals import Refusal
from market.core.reports import Line, Report
from market.core.shutting import Shutting
from market.models import Market, Zone
from market.queries.shut import announced_shut

LOOKED_BACK = timedelta(days=31)


def follow_closures(*, by: Actor, at: datetime) -> Report:
    """This will close what is announced as closed, and lift what is called off or moved.

    A day that was moved is lifted and closed anew; one that stands as announced is left alone.
    What cannot be closed is reported, tried again, and stops no other.
    """
    rules.require(by, "lease.mind", None)
    since = local_day(at) - LOOKED_BACK
    wanted = announced_shut(since)
    standing = Closure.objects.filter(state=ClosureState.STANDING, starts_on__gte=since)
    done: list[Line] = []
    for row in standing.exclude(key=""):
        if row.key in wanted and _stands(row, wanted[row.key]):
            del wanted[row.key]
        else:
            done.append(_tried("lifted", row.key, partial(_lift, row, by=by, at=at)))
    for each in wanted.values():
        done.append(_tried("closed", each.key, partial(_close, each, by=by, at=at)))
    counts = {what: sum(line.done == what for line in done) for what in ("closed", "lifted")}
    return Report("follow_closures", counts, tuple(done))


def _stands(row: Closure, each: Shutting) -> bool:
    """Whether it is as announced; another name alone takes nothing back and tells nobody anything."""
    there = (row.market_id, row.zone_id, row.starts_on, row.percent)
    return there == (each.market, each.zone, each.day, each.percent)


def _tried(what: str, key: str, act: Callable[[], object]) -> Line:
    try:
        act()
    except Refusal as refusal:
        return Line("left_out", key, str(refusal))
    return Line(what, key)


def _lift(row: Closure, *, by: Actor, at: datetime) -> None:
    closures.lift(row, reason="not announced any more", by=by, at=at)


def _close(each: Shutting, *, by: Actor, at: datetime) -> None:
    closures.close(
        Market.objects.get(pk=each.market),
        Period.through(each.day, each.day),
        zone=Zone.objects.get(pk=each.zone) if each.zone else None,
        reason=ClosureReason.OTHER,
        percent=each.percent,
        note=each.note,
        key=each.key,
        by=by,
        at=at,
    )
