"""What a closure closes, whom it touches, and how far their bills are."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from leasing.core.states import IN_FORCE_ONCE
from leasing.models import Closure, ClosureLease, Lease
from market.core.actors import Actor
from market.core.periods import Period
from market.core.states import PitchState
from market.models import Hold, Market, Pitch, Zone
from market.queries.sight import EVERYBODY_HERE, sight_of


def closures_seen_by(actor: Actor) -> QuerySet[Closure]:
    """The closures at the markets where the actor works, the latest first."""
    sight = sight_of(actor, "closure", EVERYBODY_HERE)
    seen = Closure.objects.select_related("market", "zone", "item")
    if sight.markets is not None:
        seen = seen.filter(market__in=sight.markets)
    return seen.annotate(
        leases=Count("touched", distinct=True),
        waiting=Count("touched", filter=Q(touched__settled_at=None), distinct=True),
        closed=Count("pitches", distinct=True),
    ).order_by("-starts_on", "-pk")


def closed_pitches(market: Market, zone: Zone | None, pitches: Sequence[Pitch]) -> QuerySet[Pitch]:
    """The pitches that are named, or all of the zone, or all of the market."""
    there = Pitch.objects.filter(zone__market=market, gone_since=None).order_by("pk")
    if pitches:
        return there.filter(pk__in=[pitch.pk for pitch in pitches])
    return there.filter(zone=zone) if zone else there


def free_of(pitches: Sequence[Pitch], period: Period) -> list[Pitch]:
    """Those that are in use and that nobody holds on any of the days."""
    held = Hold.objects.filter(
        pitch=OuterRef("pk"),
        released_at=None,
        days__overlap=DateRange(period.start, period.end),
    )
    usable = (PitchState.OPEN, PitchState.RESERVED)
    wanted = [pitch.pk for pitch in pitches]
    return list(Pitch.objects.filter(~Exists(held), pk__in=wanted, state__in=usable))


def touched_by(closure: Closure, pitches: Collection[int]) -> QuerySet[Lease]:
    """The leases that a closure of these pitches touches, with their pitches."""
    touched = touched_by_days(closure.starts_on, closure.ends_on, pitches)
    return touched.prefetch_related("pitches__pitch")


def touched_by_days(first: date, last: date, pitches: Any) -> QuerySet[Lease]:
    """The leases that run on some of these days (the last included) on some of these pitches."""
    no_end = Q(ends_on=None) | Q(holdover_since__isnull=False)
    runs = Q(ended_on__gte=first) | Q(ended_on=None) & (no_end | Q(ends_on__gte=first))
    return (
        Lease.objects.filter(runs, state__in=IN_FORCE_ONCE, starts_on__lte=last)
        .filter(pk__in=Lease.objects.filter(pitches__pitch__in=pitches).values("pk"))
        .order_by("pk")
    )


def closures_of(lease: Lease) -> QuerySet[ClosureLease]:
    """The closures that touch a lease, the latest first."""
    return lease.closures.select_related("closure").order_by("-closure__starts_on", "-pk")
