"""Half a year of inspections: rounds, what was found and put right, scales, tests, complaints."""

from datetime import date, datetime, time, timedelta

from market.actions import dossiers, rounds
from market.core.hours import SHANGHAI, local_day
from market.core.periods import ONE_DAY, months_after
from market.demo import measuring, visits
from market.demo.crew import acting
from market.demo.places import CODE
from market.models import Market, Round, Zone

# months ago, zone, how many are drawn (nobody: everybody)
ROUNDS = (
    *((months, "hall", 24) for months in (6, 5, 4, 3, 2)),
    (4, "containers", 0),
    (3, "star-street", 0),
    (1, "hall", 30),
    (1, "containers", 0),
)
SEEDS = "福彩双色球第2026{month:02}期红球"


def load(*, at: datetime) -> None:
    """What inspectors did until now, and a round that is under way today."""
    market = Market.objects.get(code=CODE)
    zones = {zone.code: zone for zone in Zone.objects.filter(market=market)}
    walked = [_round(market, zones[code], months, size, at) for months, code, size in ROUNDS]
    visits.make(walked, at=at)
    for done in walked:
        rounds.close(done, by=acting("checker"), at=_evening(done.day))
    _today(market, zones["hall"], at)
    measuring.weigh_and_test(market, at=at)
    dossiers.ask(
        market,
        scope="zone",
        zone=zones["containers"],
        since=months_after(local_day(at), -6),
        reason="区市场监管局食品安全检查",
        by=acting("manager"),
        at=at - timedelta(minutes=3),
    )


def _round(market: Market, zone: Zone, months: int, size: int, at: datetime) -> Round:
    day = months_after(local_day(at), -months) + 3 * ONE_DAY
    return rounds.plan(
        market,
        zone=zone,
        day=day,
        way="sample" if size else "all",
        size=size,
        seed=SEEDS.format(month=day.month) if size else "",
        by=acting("checker"),
        at=datetime.combine(day, time(8), tzinfo=SHANGHAI),
    )


def _today(market: Market, zone: Zone, at: datetime) -> None:
    """Planned this morning, and some of it walked."""
    made = rounds.plan(
        market,
        zone=zone,
        day=local_day(at),
        name="节前食品安全抽查",
        way="sample",
        size=16,
        seed=SEEDS.format(month=local_day(at).month),
        by=acting("checker"),
        at=at - timedelta(hours=2),
    )
    visits.make([made], at=at, most=6)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(17), tzinfo=SHANGHAI)
