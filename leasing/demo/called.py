"""Two calls: container shops that are being reviewed, and nights on the street given by lot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from leasing.actions import applications, calls, criteria, decisions, draws, reviews
from leasing.demo import applying
from leasing.models import Application, Call
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.periods import months_after
from market.demo.cast import source_key
from market.demo.chance import dice
from market.demo.crew import acting, own_hand
from market.demo.working_hours import at_work
from market.models import Market, Pitch, Vendor

SHOPS = ("箱-04", "箱-12", "箱-16", "箱-24", "箱-35")
NIGHTS = ("夜-14", "夜-15", "夜-16", "夜-17", "夜-18")
FOR_SHOPS = (*(f"former/{n:03}" for n in range(5, 11)), *(f"guest/{n:03}" for n in (60, 61, 63)))
BY_LOT = tuple(f"guest/{n:03}" for n in range(64, 73))
REVIEWERS = ("manager", "checker", "steward")
DAYS = timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """The market, its pitches, who works at the desk, and the moment as of which all stands."""

    market: Market
    pitches: dict[str, Pitch]
    manager: Actor
    checker: Actor
    at: datetime

    def ago(self, days: float) -> datetime:
        return at_work(self.at - days * DAYS)


def call_out(market: Market, pitches: dict[str, Pitch], *, at: datetime) -> None:
    """Write the rubric, let both calls run, and bring each applicant to its place."""
    desk = Desk(market, pitches, acting("manager"), acting("checker"), at)
    criteria.usual(market, by=desk.manager)
    _shops(desk)
    _nights(desk)


def _shops(desk: Desk) -> None:
    """Open for another twelve days: some are marked, three are decided, and nobody was told."""
    call = _called(
        desk,
        SHOPS,
        opened=9,
        title="集装箱铺位招租：五间",
        title_en="Five container shops to let",
        text="五间集装箱铺位，水电到户，租期一年起。欢迎带货样来看。",
        text_en="Five container shops with water and power, for a year or more.",
        kind="container",
        closes_at=desk.at + 12 * DAYS,
        decided_by="review",
        quotas={"粮油干货": 2, "小吃": 2, "熟食": 1},
        late_code="container-late",
    )
    rows = _applied(desk, call, FOR_SHOPS, SHOPS, since=8, papers=100)
    for row in rows[2:]:
        applications.receive(row, by=desk.checker, at=desk.ago(4))
    for row in rows[4:]:
        _marked(desk, row)
    for row, code in zip(rows[6:8], SHOPS, strict=False):
        decisions.admit(row, pitch=desk.pitches[code], by=desk.manager, at=desk.ago(1))
    decisions.reject(
        rows[8], reason="小吃的名额留给有店面经验的，今年先不安排", by=desk.manager, at=desk.ago(1)
    )


def _nights(desk: Desk) -> None:
    """More people than pitches: drawn three days ago, and to be decided by the result."""
    call = _called(
        desk,
        NIGHTS,
        opened=20,
        title="星空街夜市摊位摇号：五个",
        title_en="Five pitches on Star Street, by lot",
        text="报名人数超过摊位数就公开摇号，谁都可以自己重算一遍。",
        text_en="Drawn by a public lottery that anybody can repeat.",
        kind="night",
        closes_at=desk.ago(6),
        decided_by="lottery",
    )
    draw = draws.announce(
        call,
        public_value_name="福彩双色球截止后第一期的红球号码",
        by=desk.manager,
        at=desk.ago(18),
    )
    for row in _applied(desk, call, BY_LOT, NIGHTS, since=15, papers=200):
        applications.receive(row, by=desk.checker, at=desk.ago(5.5))
    draws.freeze(draw, by=desk.manager, at=desk.ago(5))
    draws.draw(draw, public_value="03 09 14 22 27 31", by=desk.manager, at=desk.ago(3))


def _called(desk: Desk, codes: Iterable[str], *, opened: float, **told: Any) -> Call:
    then = desk.ago(opened)
    told |= {"opens_at": then, "pitches": [desk.pitches[code] for code in codes]}
    call = calls.add(desk.market, told, by=desk.manager, at=then - DAYS)
    return calls.publish(call, by=desk.manager, at=then - DAYS / 2)


def _applied(
    desk: Desk,
    call: Call,
    keys: Iterable[str],
    codes: tuple[str, ...],
    *,
    since: float,
    papers: int,
) -> list[Application]:
    """Each of them applies with wishes of their own, one after the other.

    papers: the number of the first one's paper.
    """
    keys = [source_key(key) for key in keys]
    people = Vendor.objects.filter(source_key__in=keys).order_by("pk")
    rows = []
    for number, vendor in enumerate(people):
        then = desk.ago(since - number / 4)
        throw = dice(f"call {vendor.source_key}")
        wishes = [desk.pitches[code] for code in throw.sample(codes, throw.randint(1, 3))]
        begun = applications.begin(
            vendor,
            desk.market,
            call=call,
            by=own_hand(vendor),
            at=then,
            trade=vendor.trade,
            goods=vendor.goods,
            wish=wishes[0],
            further=wishes[1:],
            any_pitch=throw.random() < 0.5,
            starts_on=months_after(local_day(desk.at).replace(day=1), 1),
            months=12,
            message=throw.choice(applying.MESSAGES),
        )
        handed_in = applying.hand_in(begun, papers + number, at=then + timedelta(minutes=9))
        rows.append(handed_in)
    return rows


def _marked(desk: Desk, row: Application) -> None:
    """Two or three people mark it, not all alike."""
    rubric = reviews.criteria_of(desk.market.pk)
    throw = dice(f"marks {row.vendor.source_key}")
    for name in REVIEWERS[: throw.randint(2, 3)]:
        points = {line.pk: throw.randint(2, 5) for line in rubric}
        reviews.review(row, points, by=acting(name), at=desk.ago(2))
