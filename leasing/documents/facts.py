"""What a lease has, read out of the database for its clauses: the one place that fills them in."""

from datetime import date

from leasing.core.lease_facts import LeaseFacts
from leasing.models import Lease
from market.core.hours import EVERY_DAY, Hours
from market.core.money import yuan
from market.core.trades import TRADES
from market.models import Pitch

NOT_FOOD = frozenset(("百货", "日用", "服装"))
LATE = 22 * 60
WEEKDAYS = "一二三四五六日"


def facts_of(lease: Lease) -> LeaseFacts:
    """The facts of this lease."""
    rows = lease.pitches.select_related("pitch").order_by("pitch__code_key")
    pitches = [row.pitch for row in rows]
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
        heating=lease.lines.filter(item__code="heating").exists(),
        night=not hours.whole_day and hours.end > LATE,
        weekdays=_weekdays(lease.weekdays),
        hours=_hours(hours),
    )


def _food(lease: Lease) -> bool:
    """Every trade of a farmers' market is food but for the household goods."""
    trade = lease.vendor.trade
    return bool(set(TRADES) & {trade, *lease.goods} - NOT_FOOD)


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
