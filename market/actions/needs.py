"""What papers are needed, kept as rows for the lists: brought up to date with the rules."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from market import rules
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reports import Report
from market.models import Need, PermitType
from market.queries.requirements import Needed, needed_at, rules_on, stands_of, trading_places

MANY = 1000
_WHAT = ("market", "vendor", "type__code", "worker", "pitch")
_COLUMNS = ("instead", "rule", "bound", "pitches")


def reckon(*, by: Actor, at: datetime) -> Report:
    """This will bring what everybody needs up to date with rules, leases, people and goods."""
    rules.require(by, "need.reckon", None)
    written, gone = _bring_up_to_date(None, at)
    return Report("reckon_needs", {"written": written, "gone": gone})


def follow(vendors: Collection[int], *, at: datetime) -> None:
    """The same for a few vendors, in the same breath as what has changed about them."""
    _bring_up_to_date(vendors, at)


@transaction.atomic
def _bring_up_to_date(vendors: Collection[int] | None, at: datetime) -> tuple[int, int]:
    """What is new is written, what has changed is written anew, what is over is gone.

    Nothing is locked while it reckons, so that nobody waits for the sweep: who changes something
    meanwhile is followed by itself, and the next sweep mends what crossed.
    """
    on = local_day(at)
    stands = stands_of(trading_places(None, vendors, on=on), on=on)
    wanted = needed_at(stands, rules_on(on))
    kept = Need.objects.order_by()
    if vendors is not None:
        kept = kept.filter(vendor__in=vendors)
    known, numbers = _known(kept)
    over = [number for what, number in numbers.items() if what not in wanted]
    if over:
        Need.objects.filter(pk__in=over).delete()
    new = [need for what, need in wanted.items() if known.get(what) != _told(need)]
    kinds = dict(PermitType.objects.values_list("code", "pk")) if new else {}
    rows = [_row(need, kinds) for need in new]
    Need.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["market", "vendor", "type", "worker", "pitch"],
        update_fields=_COLUMNS,
        batch_size=2000,
    )
    if len(rows) > MANY:
        _count_anew()
    return len(rows), len(over)


def _count_anew() -> None:
    """After many rows at once, let the database know; until it does, lists are planned badly."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE market_need")


def _known(kept: QuerySet[Need]) -> tuple[dict[Any, Any], dict[Any, int]]:
    """What is written of each paper that was needed so far, and its row's number."""
    known: dict[Any, Any] = {}
    numbers: dict[Any, int] = {}
    for number, *row in kept.values_list("pk", *_WHAT, *_COLUMNS):
        what, (instead, rule, bound, pitches) = tuple(row[:5]), row[5:]
        known[what] = (tuple(instead), rule, bound, tuple(pitches))
        numbers[what] = number
    return known, numbers


def _told(need: Needed) -> tuple[object, ...]:
    return (need.instead, need.rule, need.bound, need.pitches)


def _row(need: Needed, kinds: dict[str, int]) -> Need:
    return Need(
        market_id=need.market,
        vendor_id=need.vendor,
        type_id=kinds[need.paper],
        worker_id=need.worker,
        pitch_id=need.pitch,
        instead=list(need.instead),
        rule=need.rule,
        bound=need.bound,
        pitches=list(need.pitches),
    )
