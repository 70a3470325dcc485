"""Meters of the demo: a year of readings, one estimated and put right, one replaced, a shared loss."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from leasing.actions import metering, readings, tariffs
from leasing.core.metering.states import ReadingKind, ReadingSource, ReadingState, Serves
from leasing.core.states import LeaseState
from leasing.models import Lease, LeasePitch, Meter, Reading
from market.core.actors import Actor
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY, Period, months_after
from market.core.pinyin import sort_key
from market.demo.chance import dice
from market.demo.crew import own_hand
from market.demo.working_hours import at_work
from market.models import Market, Pitch

MONTHS = 13
# the last so many months but one are charged; the last waits for somebody to look at it
CHARGED = (4, 3, 2)
ROWS_WITH_METERS = ("A", "B", "箱")
ESTIMATED, REPLACED, UNREAD = ("箱-07", 3), ("箱-14", 6), "箱-21"
SENDS = "箱-03"
PRICES = (
    ("electricity", -MONTHS, "0.5469", "电网代理购电价格表（演示）"),
    ("electricity", -5, "0.5633", "电网代理购电价格表（演示）"),
    ("water", -MONTHS, "3.45", "自来水公司价目表（演示）"),
)


@dataclass
class Dial:
    """A meter with what it showed on the first of each month, the oldest first."""

    meter: Meter
    shows: list[tuple[date, Decimal, str]] = field(default_factory=list)

    @property
    def used(self) -> list[Decimal]:
        values = [value for _, value, _ in self.shows]
        return [after - before for before, after in itertools.pairwise(values)]


def turn(market: Market, pitches: dict[str, Pitch], *, by: Actor, at: datetime) -> None:
    """Put the meters in, let a year go through them, and charge what was read until two months ago.

    The readings are one statement, with the rows that readings.take() would have left.
    """
    firsts = _firsts(local_day(at))
    for utility, months, price, source in PRICES:
        since = months_after(firsts[-1], months)
        tariffs.set_price(
            market,
            utility,
            price=Decimal(price),
            from_day=since,
            source=source,
            by=by,
            at=_morning(since),
        )
    dials = list(_dials(market, pitches, firsts))
    main = _main(market, [dial for dial in dials if _in_court(dial.meter)], firsts)
    _write([*dials, main], by)
    _replace_one(next(dial for dial in dials if _is(dial.meter, REPLACED[0])), firsts, by)
    members = {dial.meter: None for dial in dials if _in_court(dial.meter)}
    tariffs.agree(main.meter, members, name="集装箱市场", weights="consumption", by=by)
    _charge(market, firsts, by)


def send_one(market: Market, *, at: datetime) -> None:
    """A vendor has sent what the dial shows this morning."""
    meter = Meter.objects.get(market=market, utility="electricity", pitch__code=SENDS)
    lease = Lease.objects.filter(pitches__pitch=meter.pitch_id, state=LeaseState.SIGNED).first()
    last = meter.readings.order_by("-day").first()
    if lease is None or last is None:
        return
    readings.propose(
        meter,
        day=local_day(at_work(at)),
        value=last.value + 37,
        by=own_hand(lease.vendor),
        at=at_work(at),
    )


def _firsts(on: date) -> list[date]:
    this_month = on.replace(day=1)
    return [months_after(this_month, back - MONTHS) for back in range(MONTHS + 1)]


def _dials(market: Market, pitches: dict[str, Pitch], firsts: list[date]) -> Iterator[Dial]:
    let: dict[int, list[Period]] = defaultdict(list)
    for row in LeasePitch.objects.filter(lease__market=market).select_related("lease"):
        last = row.lease.ended_on or row.lease.ends_on
        let[row.pitch_id].append(Period.through(row.lease.starts_on, last))
    for pitch in pitches.values():
        if pitch.row not in ROWS_WITH_METERS:
            continue
        electricity = _meter(market, pitch, "electricity", pitch.electricity_meter)
        yield _turned(electricity, firsts, let[pitch.pk])
        if pitch.water:
            number = "S" + pitch.electricity_meter.removeprefix("D")
            yield _turned(_meter(market, pitch, "water", number), firsts, let[pitch.pk])


def _meter(market: Market, pitch: Pitch, utility: str, number: str) -> Meter:
    return Meter(
        market=market,
        utility=utility,
        number=number,
        number_key=sort_key(number, longest=60),
        pitch=pitch,
        digits=5 if utility == "water" else 6,
    )


def _turned(meter: Meter, firsts: list[date], let: list[Period]) -> Dial:
    """A year of use around what is usual there, more in the summer; next to nothing unlet."""
    assert meter.pitch is not None
    throw = dice(f"dial {meter.number}")
    usual = throw.uniform(4, 14) if meter.utility == "water" else throw.uniform(90, 420)
    meter.installed_on = firsts[0]
    value = throw.randint(100, 4000)
    dial = Dial(meter)
    for first in firsts:
        kind = ReadingKind.INITIAL if first == firsts[0] else ReadingKind.ACTUAL
        dial.shows.append((first, Decimal(value), kind))
        summer = 1.3 if first.month in (6, 7, 8) else 1
        through = round(usual * summer * throw.uniform(0.85, 1.15))
        value += through if _let(let, first) else 1
    if meter.pitch.code == ESTIMATED[0] and meter.utility == "electricity":
        day, value_then, _ = dial.shows[-ESTIMATED[1]]
        dial.shows[-ESTIMATED[1]] = (day, value_then + 45, ReadingKind.ESTIMATED)
    if meter.pitch.code == UNREAD:
        dial.shows.pop()
    return dial


def _let(let: list[Period], first: date) -> bool:
    return any(first + 14 * ONE_DAY in period for period in let)


def _main(market: Market, behind: list[Dial], firsts: list[date]) -> Dial:
    """The court's own meter, with a transformer of 40: three in a hundred get lost behind it."""
    number = "D-ZB-1"
    meter = Meter(
        market=market,
        utility="electricity",
        number=number,
        number_key=sort_key(number, longest=60),
        serves=Serves.MAIN,
        place="集装箱市场配电箱",
        multiplier=Decimal(40),
        installed_on=firsts[0],
    )
    dial, value = Dial(meter), Decimal(520)
    for place, first in enumerate(firsts):
        kind = ReadingKind.INITIAL if place == 0 else ReadingKind.ACTUAL
        dial.shows.append((first, value, kind))
        through = sum(other.used[place] for other in behind if place < len(other.used))
        value += round(through * Decimal("1.03") / 40, 2)
    return dial


def _write(dials: Iterable[Dial], by: Actor) -> None:
    listed = list(dials)
    Meter.objects.bulk_create(dial.meter for dial in listed)
    Reading.objects.bulk_create(
        Reading(
            meter=dial.meter,
            day=day,
            value=value,
            kind=kind,
            source=ReadingSource.TYPED,
            state=ReadingState.STANDING,
            recorded_at=_morning(day),
            recorded_by_id=by.user,
        )
        for dial in listed
        for day, value, kind in dial.shows
    )


def _replace_one(dial: Dial, firsts: list[date], by: Actor) -> None:
    """Half a year ago its window broke: the readings since then are of the new one."""
    old, since = dial.meter, firsts[-REPLACED[1]] + 14 * ONE_DAY
    shown = {day: value for day, value, _ in dial.shows}
    final = (shown[firsts[-REPLACED[1]]] + shown[firsts[-REPLACED[1] + 1]]) // 2
    Meter.objects.filter(pk=old.pk).update(removed_on=since)
    new = Meter.objects.create(
        market=old.market,
        utility=old.utility,
        number=f"{old.number}-2",
        number_key=sort_key(f"{old.number}-2", longest=60),
        pitch=old.pitch,
        installed_on=since,
        replaces=old,
    )
    given = {"recorded_at": _morning(since), "recorded_by_id": by.user}
    Reading.objects.create(meter=old, day=since, value=final, kind=ReadingKind.FINAL, **given)
    Reading.objects.create(meter=new, day=since, value=0, kind=ReadingKind.INITIAL, **given)
    later = Reading.objects.filter(meter=old, day__gt=since)
    for row in later:
        Reading.objects.filter(pk=row.pk).update(meter=new, value=row.value - final)


def _charge(market: Market, firsts: list[date], by: Actor) -> None:
    """Month after month as it was read; the estimate is put right before the last of them."""
    for back in CHARGED:
        month = firsts[-1 - back]
        then = _morning(months_after(month, 1)) + timedelta(days=5)
        if back == CHARGED[-1]:
            _put_right(market, by, then)
        metering.charge_meters(market, month, by=by, at=then)


def _put_right(market: Market, by: Actor, at: datetime) -> None:
    guess = Reading.objects.get(meter__market=market, kind=ReadingKind.ESTIMATED)
    readings.correct(
        guess,
        value=guess.value - 45,
        reason="当天补抄",
        sure=True,
        by=by,
        at=at - timedelta(hours=2),
    )


def _in_court(meter: Meter) -> bool:
    return meter.utility == "electricity" and meter.pitch is not None and meter.pitch.row == "箱"


def _is(meter: Meter, code: str) -> bool:
    return _in_court(meter) and meter.pitch is not None and meter.pitch.code == code


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 40), tzinfo=SHANGHAI)
