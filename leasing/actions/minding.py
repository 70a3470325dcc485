"""What the days bring to leases: ends, renewals, moves, and vendors who stay on."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from leasing import rules
from leasing.actions import endings, relocations, renewals, transfers
from leasing.core.life_states import RelocationState, RenewalState, TransferState
from leasing.models import Lease, Relocation, Renewal, Transfer
from leasing.queries.ending import overstayed, run_out
from leasing.queries.holders import behind
from market.core.actors import HOUSE, Actor
from market.core.hours import local_day
from market.core.refusals import Refusal
from market.core.reports import Line, Report
from market.models import Hold


def mind_leases(*, by: Actor, at: datetime) -> Report:
    """Do what has come due with leases. One fault stops no other, and a second run does nothing.

    Renewed leases are closed when their last day is over, handed-on and moved ones change on
    their day, renewals that nobody answered expire. The ground of a lease that ran out without
    anybody deciding is kept, as far as nobody else has it; who has, is said.
    """
    rules.require(by, "lease.mind", None)
    day = _Day(by, at)
    day.each("renewed", _renewed(day.on), renewals.complete)
    day.each("renewals_expired", _unanswered(at), renewals.expire)
    day.each("handed_on", _to_hand_on(day.on), transfers.complete)
    day.each("moved", _to_move(day.on), relocations.complete)
    for lease in _any(overstayed(day.on)):
        day.keep(lease)
    return Report("mind_leases", day.counts, tuple(day.lines))


class _Day:
    """One run: what was done, and what could not be."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self.by, self.at, self.on = by, at, local_day(at)
        self.counts = {"ground_kept": 0, "ground_elsewhere": 0, "left_out": 0}
        self.lines: list[Line] = []

    def each(self, name: str, things: QuerySet[Any], act: Callable[..., Any]) -> None:
        self.counts[name] = sum(self._done(thing, act) for thing in _any(things))

    def keep(self, lease: Lease) -> None:
        with transaction.atomic():
            others = endings.keep_ground(lease, at=self.at)
        self.counts["ground_elsewhere" if others else "ground_kept"] += 1
        for words in _who(others):
            self.lines.append(Line("ground_elsewhere", f"lease:{lease.reference}", words))

    def _done(self, thing: Any, act: Callable[..., Any]) -> bool:
        try:
            act(thing, by=self.by, at=self.at)
        except Refusal as refusal:
            self.counts["left_out"] += 1
            self.lines.append(Line("left_out", f"{thing._meta.model_name}:{thing}", str(refusal)))
            return False
        return True


def _any(things: QuerySet[Any]) -> Iterable[Any]:
    """On most days there is nothing, and to ask for that costs less than to ask for the rows."""
    return things if things.exists() else ()


def _who(others: list[Hold]) -> list[str]:
    """Who has the ground after the last day, as far as it is a lease's."""
    known = behind(HOUSE, [hold.pk for hold in others])
    return [
        f"{hold.pitch.code}: {known[hold.pk].vendor.name} {known[hold.pk].reference}"
        if hold.pk in known
        else f"{hold.pitch.code}: {hold.held_for}"
        for hold in others
    ]


def _renewed(on: date) -> QuerySet[Lease]:
    return run_out(on).filter(renewals__state=RenewalState.SIGNED)


def _unanswered(at: datetime) -> QuerySet[Renewal]:
    waiting = Renewal.objects.filter(state=RenewalState.OFFERED, until__lte=at)
    return waiting.select_related("lease__vendor", "lease__market", "successor").order_by("pk")


def _to_hand_on(on: date) -> QuerySet[Transfer]:
    agreed = Transfer.objects.filter(state=TransferState.AGREED, from_day__lte=on)
    return agreed.select_related("lease", "after").order_by("pk")


def _to_move(on: date) -> QuerySet[Relocation]:
    announced = Relocation.objects.filter(state=RelocationState.ANNOUNCED, from_day__lte=on)
    return announced.select_related("lease", "after").order_by("pk")
