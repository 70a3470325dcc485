"""What a month's bills are reckoned from: eight queries for a market, however many meters."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum

from leasing.core.life_states import TransferState
from leasing.core.metering.dials import Dial, Mark, Span, spans
from leasing.core.metering.lines import Metered, Slot
from leasing.core.metering.losses import Group
from leasing.core.metering.months import Fault, Month, month_billed, reckon
from leasing.core.metering.shares import Payer, Price, Stay, Term, stays
from leasing.core.metering.states import ReadingKind, ReadingState, Serves, Utility, Weights
from leasing.core.states import IN_FORCE_ONCE, LeaseState
from leasing.models import (
    Lease,
    LeaseHold,
    LossGroup,
    Meter,
    MeterLine,
    Reading,
    Tariff,
    Transfer,
)
from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid
from market.models import Hold, Market


@dataclass(frozen=True)
class Booked:
    """What stands in the books for a slot of a month: the sum in fen, and in how many lines."""

    fen: int
    lines: int


class Ground:
    """A market's meters with all that was read, agreed and charged for them."""

    def __init__(self, market: Market, months: Collection[date]) -> None:
        self.market, self.months = market, sorted(months)
        self.meters = {
            meter.pk: meter
            for meter in Meter.objects.filter(market=market).select_related("pitch").order_by("pk")
        }
        self.roots = {pk: self._root(pk) for pk in self.meters}
        self.prices = _prices(market)
        self.stays = _stays(meter.pitch_id for meter in self.meters.values())
        self.groups = list(LossGroup.objects.filter(market=market).prefetch_related("members"))
        self.faults: list[Fault] = []
        self.spans = self._spans()

    def month(self, first: date) -> Month:
        """One month's bills as they should be."""
        chains: dict[int, list[Meter]] = defaultdict(list)
        for meter in self._there(first):
            chains[self.roots[meter.pk]].append(meter)
        placed = {root: self._place(root, chain, first) for root, chain in chains.items()}
        behind = {root for root, chain in chains.items() if chain[-1].serves == Serves.MAIN}
        billed = [place for root, place in placed.items() if root not in behind]
        groups = [self._group(group, placed) for group in self.groups]
        return reckon(
            first, billed, [group for group in groups if group is not None], found=self.faults
        )

    def _there(self, first: date) -> list[Meter]:
        """The meters that were there in a month, the replaced ones before those that followed."""
        end = months_after(first, 1)
        return sorted(
            (
                meter
                for meter in self.meters.values()
                if meter.installed_on < end
                and (meter.removed_on is None or month_billed(meter.removed_on) >= first)
            ),
            key=lambda meter: (meter.installed_on, meter.pk),
        )

    def _place(self, root: int, chain: list[Meter], first: date) -> Metered:
        now = chain[-1]
        pitch = now.pitch
        area = (pitch.charged_area_m2 or pitch.area_m2 or 0) if pitch else 0
        found = [span for meter in chain for span in self.spans[meter.pk].get(first, ())]
        return Metered(
            root=root,
            number=now.number,
            utility=Utility(now.utility),
            spans=tuple(sorted(found, key=lambda span: span.period.start)),
            stays=self.stays.get(now.pitch_id or 0, ()) if now.serves == Serves.PITCH else (),
            area_m2=Fraction(area),
            prices=self.prices[now.utility],
        )

    def _group(self, group: LossGroup, placed: Mapping[int, Metered]) -> Group | None:
        main = placed.get(self.roots[group.main_id])
        members = list(group.members.all())
        if main is None or not members:
            return None
        there = {self.roots[one.meter_id]: one.weight for one in members}
        return Group(
            id=group.pk,
            name=group.name,
            main=main,
            members=tuple(placed[root] for root in there if root in placed),
            by=Weights(group.weights),
            fixed={root: Fraction(weight or 0) for root, weight in there.items()},
        )

    def _spans(self) -> dict[int, dict[date, list[Span]]]:
        """By meter and month. A meter whose readings contradict each other is a fault."""
        marks = _marks(self.market, self.months[0])
        found: dict[int, dict[date, list[Span]]] = {}
        for pk, meter in self.meters.items():
            by_month: dict[date, list[Span]] = defaultdict(list)
            try:
                for span in spans(dial_of(meter), marks.get(pk, [])):
                    by_month[month_billed(span.closes_on)].append(span)
            except Invalid as why:
                self.faults.append(Fault(meter.number, why, frozenset({self.roots[pk]})))
            found[pk] = by_month
        return found

    def _root(self, pk: int) -> int:
        before = self.meters[pk].replaces_id
        return pk if before is None else self._root(before)


def dial_of(meter: Meter) -> Dial:
    """The meter's face, as core knows it."""
    return Dial(meter.number, Fraction(meter.multiplier), meter.digits)


def mark_of(reading: Reading) -> Mark:
    """The reading, as core knows it."""
    estimated = reading.kind == ReadingKind.ESTIMATED
    return Mark(reading.day, Fraction(reading.value), estimated, reading.rolled_over)


def booked(market: Market, months: Collection[date]) -> dict[date, dict[Slot, Booked]]:
    """What was charged and credited for these months, by slot."""
    rows = (
        MeterLine.objects.filter(run__market=market, month__in=list(months))
        .order_by()
        .values_list("month", "meter", "lease", "charge__account__vendor", "group")
        .annotate(fen=Sum("charge__amount_fen"), lines=Count("pk"))
    )
    found: dict[date, dict[Slot, Booked]] = {month: {} for month in months}
    for month, meter, lease, vendor, group, fen, lines in rows:
        found[month][Slot(meter, Payer(lease, vendor), group)] = Booked(fen, lines)
    return found


def _marks(market: Market, first: date) -> dict[int, list[Mark]]:
    """The readings that stand, from the last one before the first month on that was looked at."""
    standing = Reading.objects.filter(state=ReadingState.STANDING)
    looked_at = standing.exclude(kind=ReadingKind.ESTIMATED).filter(
        meter=OuterRef("meter"), day__lt=first
    )
    since = looked_at.order_by().values("meter").annotate(last=Max("day")).values("last")
    rows = (
        standing.filter(meter__market=market)
        .annotate(since=Subquery(since))
        .filter(Q(since__isnull=True) | Q(day__gte=Subquery(since)))
        .order_by("meter", "day")
        .values_list("meter", "day", "value", "kind", "rolled_over")
    )
    found: dict[int, list[Mark]] = defaultdict(list)
    for meter, day, value, kind, rolled_over in rows:
        estimated = kind == ReadingKind.ESTIMATED
        found[meter].append(Mark(day, Fraction(value), estimated, rolled_over))
    return found


def _prices(market: Market) -> dict[str, tuple[Price, ...]]:
    found: dict[str, list[Price]] = {str(utility): [] for utility in Utility}
    rows = Tariff.objects.filter(market=market).order_by("from_day")
    for utility, from_day, price in rows.values_list("utility", "from_day", "price"):
        found[utility].append(Price(from_day, Fraction(price)))
    return {utility: tuple(prices) for utility, prices in found.items()}


def _stays(pitches: Iterable[int | None]) -> dict[int, tuple[Stay, ...]]:
    """Whose the days of each pitch are: by the ground that leases hold, and whose lease it was."""
    rows = list(
        LeaseHold.objects.filter(
            hold__pitch__in={pk for pk in pitches if pk is not None},
            hold__released_at=None,
            lease__state__in=IN_FORCE_ONCE,
        ).select_related("hold", "lease")
    )
    handed_on: dict[int, list[Transfer]] = defaultdict(list)
    agreed = Transfer.objects.filter(
        lease__in={row.lease_id for row in rows},
        state__in=[TransferState.AGREED, TransferState.DONE],
    )
    for transfer in agreed.order_by("from_day", "pk"):
        handed_on[transfer.lease_id].append(transfer)
    terms: dict[int, list[Term]] = defaultdict(list)
    for row in rows:
        terms[row.hold.pitch_id] += _terms(row.lease, row.hold, handed_on[row.lease_id])
    return {pitch: stays(listed) for pitch, listed in terms.items()}


def _terms(lease: Lease, hold: Hold, handed_on: Sequence[Transfer]) -> Iterator[Term]:
    """A lease's days on one pitch, vendor by vendor."""
    end = hold.days.upper
    last = lease.ended_on or lease.ends_on
    # ground that was given up before the lease runs out was left for another pitch
    left = end is not None and (last is None or end <= last)
    over = lease.state != LeaseState.SIGNED or left
    first, vendor = hold.days.lower, handed_on[0].before_id if handed_on else lease.vendor_id
    for transfer in handed_on:
        day = transfer.from_day
        if end is not None and day >= end:
            break
        if day > first:
            yield Term(Payer(lease.pk, vendor), first, day - ONE_DAY, ended=True)
            first = day
        vendor = transfer.after_id
    until = None if end is None else end - ONE_DAY
    yield Term(Payer(lease.pk, vendor), first, until, ended=over)
