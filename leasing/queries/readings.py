"""Meters and their readings, as far as one may see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from leasing.core.metering.checks import LOOKED_AT, Neighbours
from leasing.core.metering.states import ReadingState
from leasing.core.states import IN_FORCE_ONCE, LeaseState
from leasing.models import Lease, LeasePitch, Meter, MeterLine, Reading
from leasing.queries.metering import mark_of
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.queries.sight import EVERYBODY_HERE, WITH_MONEY, sight_of

STANDING = Q(state=ReadingState.STANDING)


def meters_seen_by(actor: Actor) -> QuerySet[Meter]:
    """Those at one's markets, and those of the pitches that one has leased."""
    sight = sight_of(actor, "meter", EVERYBODY_HERE)
    seen = Meter.objects.all()
    if sight.markets is not None:
        own = _leases(sight.vendors).filter(pitch=OuterRef("pitch"))
        seen = seen.filter(Q(market__in=sight.markets) | Q(Exists(own)))
    return seen.select_related("market", "pitch__zone").order_by("number_key", "pk")


def readings_seen_by(actor: Actor) -> QuerySet[Reading]:
    """All readings at one's markets; of one's own meters, those of one's own days."""
    sight = sight_of(actor, "meter", EVERYBODY_HERE)
    seen = Reading.objects.all()
    if sight.markets is not None:
        own = (
            _leases(sight.vendors)
            .annotate(last=Coalesce("lease__ended_on", "lease__ends_on"))
            .filter(
                Q(last__isnull=True)
                | Q(last__gte=OuterRef("day") - ONE_DAY)
                | Q(lease__state=LeaseState.SIGNED),
                pitch=OuterRef("meter__pitch"),
                lease__starts_on__lte=OuterRef("day"),
            )
        )
        seen = seen.filter(Q(meter__market__in=sight.markets) | Q(Exists(own)))
    return seen.select_related(
        "meter__market", "meter__pitch", "photo", "recorded_by", "corrects"
    ).order_by("-day", "-pk")


def lines_seen_by(actor: Actor) -> QuerySet[MeterLine]:
    """What was billed by meter, the latest month first."""
    sight = sight_of(actor, "charge", WITH_MONEY)
    seen = MeterLine.objects.all()
    if sight.markets is not None:
        seen = seen.filter(Q(run__market__in=sight.markets) | Q(lease__vendor__in=sight.vendors))
    return seen.select_related("charge__item", "meter__pitch", "lease__vendor", "run").order_by(
        "-month", "-pk"
    )


def with_last(meters: QuerySet[Meter]) -> QuerySet[Meter]:
    """Each with last_day, last_value and last_kind: its last reading that stands."""
    last = Reading.objects.filter(STANDING, meter=OuterRef("pk")).order_by("-day")
    return meters.annotate(
        last_day=Subquery(last.values("day")[:1]),
        last_value=Subquery(last.values("value")[:1]),
        last_kind=Subquery(last.values("kind")[:1]),
    )


def with_readings(meters: QuerySet[Meter], *, since: date) -> QuerySet[Meter]:
    """Each with `recent`: the readings that stand since a day, the oldest first."""
    rows = Reading.objects.filter(STANDING, day__gte=since).order_by("day")
    return meters.prefetch_related(Prefetch("readings", queryset=rows, to_attr="recent"))


def in_walking_order(meters: QuerySet[Meter]) -> QuerySet[Meter]:
    """As one walks: zone by zone, row by row; what serves no pitch comes last."""
    return meters.filter(removed_on=None).order_by(
        F("pitch__zone__position").asc(nulls_last=True),
        F("pitch__zone").asc(nulls_last=True),
        "pitch__row",
        "pitch__position",
        "pitch__code_key",
        "utility",
        "number_key",
        "pk",
    )


def tenants(meters: Iterable[Meter], *, on: date) -> dict[int, str]:
    """By pitch: who has it on a day. One query."""
    rows = (
        LeasePitch.objects.filter(
            pitch__in={meter.pitch_id for meter in meters if meter.pitch_id},
            lease__state__in=IN_FORCE_ONCE,
            lease__starts_on__lte=on,
        )
        .filter(Q(lease__ended_on=None) | Q(lease__ended_on__gte=on))
        .order_by("lease__starts_on", "pk")
        .values_list("pitch", "lease__vendor__name")
    )
    return dict(rows)


def neighbours(meter: Meter, day: date, *, but: int | None = None) -> Neighbours:
    """The readings around a day that stand, all but one. Two queries."""
    around = Reading.objects.filter(STANDING, meter=meter).exclude(pk=but or 0)
    before = around.filter(day__lte=day).order_by("-day")[: LOOKED_AT + 1]
    after = around.filter(day__gt=day).order_by("day").first()
    return Neighbours(
        tuple(mark_of(row) for row in reversed(before)), mark_of(after) if after else None
    )


def standing_of(meters: Collection[int]) -> dict[int, list[Reading]]:
    """All readings of these meters that stand, by meter, in the order of their days. One query."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in Reading.objects.filter(STANDING, meter__in=meters).order_by("meter", "day"):
        found[row.meter_id].append(row)
    return found


def own_meters(actor: Actor) -> QuerySet[Meter]:
    """Those that are there now on the pitches of one's own leases, as one walks."""
    mine = _leases(actor.vendors).filter(pitch=OuterRef("pitch"), lease__state=LeaseState.SIGNED)
    return in_walking_order(Meter.objects.filter(Exists(mine)).select_related("pitch", "market"))


def own_readings(actor: Actor, meters: Collection[Meter]) -> dict[int, list[Reading]]:
    """By meter: what may be told to its vendor, the oldest first. One query."""
    found: dict[int, list[Reading]] = defaultdict(list)
    seen = readings_seen_by(Actor(actor.name, actor.user, vendors=actor.vendors))
    for row in seen.filter(meter__in=meters).order_by("day", "pk"):
        found[row.meter_id].append(row)
    return found


def lease_at(meter: Meter, actor: Actor, *, on: date) -> Lease | None:
    """The actor's own lease of the meter's pitch on a day."""
    mine = Lease.objects.filter(
        vendor__in=actor.vendors, pitches__pitch=meter.pitch_id, state=LeaseState.SIGNED
    )
    return mine.filter(starts_on__lte=on).order_by("-starts_on").first()


def _leases(vendors: Collection[int]) -> QuerySet[LeasePitch]:
    return LeasePitch.objects.filter(lease__vendor__in=vendors, lease__state__in=IN_FORCE_ONCE)
