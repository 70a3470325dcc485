"""What a lease has, read out of the database for its clauses: the one place that fills them in."""

from collections.abc import Iterator
from datetime import date

from leasing.core.clause_texts.days import day
from leasing.core.lease_facts import FreeDays, LeaseFacts, Share
from leasing.models import Lease, LeaseConcession, LeaseLine
from market.core.hours import EVERY_DAY, Hours
from market.core.money import yuan
from market.core.paper_words import PER, money
from market.core.trades import TRADES
from market.models import Pitch

NOT_FOOD = frozenset(("百货", "日用", "服装"))
LATE = 22 * 60
WHOLE = 100  # percent
WEEKDAYS = "一二三四五六日"


def facts_of(lease: Lease) -> LeaseFacts:
    """The facts of this lease, read whole (leasing.documents.whole)."""
    pitches = [row.pitch for row in lease.pitches.all()]
    hours = Hours(lease.from_minute, lease.until_minute)
    return LeaseFacts(
        market=lease.market.name,
        vendor=lease.vendor.name,
        pitches=tuple(pitch.code for pitch in pitches),
        first=lease.starts_on,
        last=lease.ends_on,
        goods=tuple(lease.goods) or ((lease.vendor.trade,) if lease.vendor.trade else ()),
        food=_food(lease),
        gas=any(pitch.gas or pitch.open_flame for pitch in pitches),
        temporary_until=_approved_until(pitches),
        deposit=yuan(lease.deposit_fen),
        free=tuple(_free(lease)),
        steps=(*_rises(lease), *_reductions(lease)),
        shares=tuple(
            Share(party.vendor.name, f"{party.part}/{party.whole}") for party in lease.parties.all()
        ),
        heating=any(line.item.code == "heating" for line in lease.lines.all()),
        night=not hours.whole_day and hours.end > LATE,
        weekdays=_weekdays(lease.weekdays),
        hours=_hours(hours),
    )


def _food(lease: Lease) -> bool:
    """Every trade of a farmers' market is food but for the household goods."""
    trade = lease.vendor.trade
    return bool(set(TRADES) & {trade, *lease.goods} - NOT_FOOD)


def _free(lease: Lease) -> Iterator[FreeDays]:
    """The days on which all of the rent is taken off."""
    for each in lease.concessions.all():
        if _takes_all(each):
            yield FreeDays(each.starts_on, each.ends_on, claw_back=each.clawback)


def _rises(lease: Lease) -> Iterator[str]:
    """A fee that is written as several lines changes on the day on which the next one begins."""
    by_item: dict[int, list[LeaseLine]] = {}
    for line in sorted(lease.lines.all(), key=lambda line: (line.starts_on or date.min, line.pk)):
        if line.per:
            by_item.setdefault(line.item_id, []).append(line)
    for steps in by_item.values():
        for line in steps[1:]:
            if line.starts_on is not None:
                yield f"自{day(line.starts_on)}起，{line.item.name}为{_rate(line)}"


def _rate(line: LeaseLine) -> str:
    square = "每平方米" if line.area_m2 is not None else ""
    return f"{PER[line.per]}{square}{money(yuan(line.amount_fen))}元"


def _reductions(lease: Lease) -> Iterator[str]:
    """What is taken off for a time, or put on, short of all of it."""
    for each in lease.concessions.all():
        if _takes_all(each):
            continue
        what = each.item.name if each.item else "租金"
        word = "减收" if each.direction == "discount" else "加收"
        size = f"{each.value.normalize():f}{'%' if each.kind == 'percent' else '元/年'}"
        yield f"{day(each.starts_on)}至{day(each.ends_on)}，{what}{word}{size}"


def _takes_all(concession: LeaseConcession) -> bool:
    return (
        concession.direction == "discount"
        and concession.kind == "percent"
        and concession.value >= WHOLE
    )


def _approved_until(pitches: list[Pitch]) -> date | None:
    days = [
        pitch.structure_approval_until
        for pitch in pitches
        if pitch.structure == "temporary" and pitch.structure_approval_until is not None
    ]
    return min(days, default=None)


def _weekdays(days: list[int]) -> str:
    """ "每周三、四、五", or nothing for every day."""
    if sorted(days) == list(EVERY_DAY):
        return ""
    return "每周" + "、".join(WEEKDAYS[day - 1] for day in sorted(days))


def _hours(hours: Hours) -> str:
    if hours.whole_day:
        return ""
    return f"{_clock(hours.start)}至{_clock(hours.end)}"


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{'次日' if hour >= 24 else ''}{hour % 24:02}:{rest:02}"
