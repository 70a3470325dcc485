"""An invented market for the guide: the hall, the containers and the night street, one day long."""

from collections.abc import Sequence

from market.core.lettering import Box
from market.core.plans import Plan, lay_out
from market.core.plots import PlanArea, PlanPitch, PlanState

TRADES = ("鲜肉", "水产", "蔬菜", "水果", "豆制品", "粮油干货")
SHOPS = ("茶饮", "五金", "鲜花", "理发", "童装", "手机维修")
SNACKS = ("烤面筋", "炸串", "冰粉", "海鲜疙瘩汤", "锅贴", "手打柠檬茶")
NOTES = {
    PlanState.LET: "至 2027-02-28",
    PlanState.SOON: "9月30日到期",
    PlanState.TROUBLE: "租金逾期 12 天",
    PlanState.RESERVED: "留给返乡农户",
    PlanState.CLOSED: "地面维修",
}
ZONES = (
    PlanArea("农贸大厅", 0, 0, 6000, 2620),
    PlanArea("集装箱市场", 6600, 0, 4000, 2620),
    PlanArea("星空街", 0, 3300, 10600, 1300),
)
OBSTACLES = (
    PlanArea("南门", 2700, 2580, 600, 80),
    PlanArea("北门", 2700, -40, 600, 80),
    PlanArea("公平秤", 2850, 780, 300, 440),
    PlanArea("洗手间", 10720, 3300, 420, 620),
    PlanArea("柱", 2970, 1440, 60, 60),
)


def plan() -> Plan:
    """120 stalls in six rows, 36 containers in three, 48 night pitches along a street."""
    return lay_out([*_hall(), *_containers(), *_street()], ZONES, OBSTACLES)


def large_plan(pitches: int = 2000) -> Plan:
    """A market of so many stalls, for looking at how a plan bears a crowd."""
    stalls = [
        _pitch(
            f"{row:02d}-{column:02d}",
            Box(column * 260, row * 300, 250, 220),
            kind="stall",
            trades=TRADES,
            row=row,
        )
        for row, column in (divmod(number, 50) for number in range(pitches))
    ]
    return lay_out(stalls, [PlanArea("大市场", -200, -200, 13400, 300 * (pitches // 50) + 320)])


def _hall() -> list[PlanPitch]:
    tops = (120, 700, 920, 1500, 1720, 2280)
    return [
        _pitch(
            f"{'ABCDEF'[row]}-{place + 1:02d}",
            Box(250 + place * 250 + (500 if place > 9 else 0), top, 250, 220),
            kind="stall",
            trades=TRADES[row : row + 1],
            row=row,
        )
        for row, top in enumerate(tops)
        for place in range(20)
    ]


def _containers() -> list[PlanPitch]:
    return [
        _pitch(
            f"箱-{row * 12 + place + 1:02d}",
            Box(6800 + place * 300, 120 + row * 890, 300, 600),
            kind="container",
            trades=SHOPS,
            row=row + 7,
        )
        for row in range(3)
        for place in range(12)
    ]


def _street() -> list[PlanPitch]:
    return [
        _pitch(
            f"夜-{row * 24 + place + 1:02d}",
            Box(250 + place * 425, 3420 + row * 760, 340, 300),
            kind="night",
            trades=SNACKS,
            row=row + 11,
        )
        for row in range(2)
        for place in range(24)
    ]


def _pitch(code: str, box: Box, *, kind: str, trades: Sequence[str], row: int) -> PlanPitch:
    turn = (box.x // 25 * 7 + row * 13) % 41
    state = _state(turn)
    trade = "" if state in (PlanState.FREE, PlanState.CLOSED) else trades[turn % len(trades)]
    return PlanPitch(
        code=code,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        state=state,
        kind=kind,
        trade=trade,
        label=NOTES.get(state, ""),
        url=f"#{code}",
    )


def _state(turn: int) -> PlanState:
    """Mostly let, as markets are, with a few of everything."""
    limits = (
        (29, PlanState.LET),
        (32, PlanState.FREE),
        (36, PlanState.SOON),
        (38, PlanState.TROUBLE),
        (39, PlanState.RESERVED),
    )
    return next((state for limit, state in limits if turn < limit), PlanState.CLOSED)
