"""How the ground is laid out: rows of pitches to scale, in centimetres, by trade (划行归市)."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A zone of the market and the rectangle it covers on the plan."""

    code: str
    name: str
    name_en: str
    x: int
    y: int
    width: int
    height: int
    power_kw: int


@dataclass(frozen=True)
class Row:
    """Pitches side by side in blocks, with an aisle between one block and the next.

    blocks: how many pitches stand in each. x, y: the upper left corner of the first one.
    upright: the row runs down the plan instead of along it.
    """

    zone: str
    letter: str
    kind: str
    trades: tuple[str, ...]
    blocks: tuple[int, ...]
    x: int
    y: int
    width: int
    height: int
    aisle: int = 0
    gap: int = 0
    upright: bool = False
    first: int = 1


@dataclass(frozen=True)
class Spot:
    """One pitch as it is drawn: its code, its order in the row, its trade and its rectangle."""

    row: Row
    code: str
    position: int
    trade: str
    x: int
    y: int


AREAS = (
    Area("hall", "农贸大厅", "Market hall", 0, 0, 6520, 3440, 220),
    Area("containers", "集装箱市场", "Container market", 7000, 0, 3960, 3440, 160),
    Area("star-street", "星空街", "Star Street", 0, 4020, 10960, 1180, 180),
)

_SHOPS = (
    *("茶饮", "鲜花", "童装", "理发", "手机维修", "五金"),
    *("咖啡", "烘焙", "文具", "眼镜", "鞋帽", "母婴"),
)
_ISLAND = (
    *("小吃", "裁缝", "渔具", "日杂", "宠物", "配钥匙"),
    *("麻辣烫", "寿司", "水果捞", "家纺", "箱包", "图文快印"),
)
_SERVICES = (
    *("特产", "干海产", "茶叶", "酒水", "炒货", "蜂蜜"),
    *("快递驿站", "洗衣", "电动车", "彩票", "小家电", "种子农资"),
)
_SNACKS = ("煎炸小吃", "海鲜小吃", "饮品甜品", "面食小炒")


def _stalls(letter: str, trades: tuple[str, ...], each: int, y: int, height: int = 240) -> Row:
    """A row of the hall: two blocks of 25 metres, the middle aisle between them."""
    blocks = (each, each)
    return Row("hall", letter, "stall", trades, blocks, 200, y, 2520 // each, height, aisle=440)


def _apart(y: int, first: int) -> Row:
    """清真 is kept apart: two stalls at the end of each island, across an aisle of their own."""
    return Row("hall", "K", "stall", ("清真",), (2,), 6040, y, 320, 240, upright=True, first=first)


def _containers(trades: tuple[str, ...], y: int, first: int) -> Row:
    """Twelve containers of twenty feet, their short side to the court."""
    return Row(
        "containers", "箱", "container", trades, (6, 6), 7086, y, 244, 606, 360, 50, first=first
    )


def _island(trades: tuple[str, ...], y: int, first: int) -> Row:
    """Six containers of twenty feet in the middle of the court, their long side to it."""
    return Row("containers", "箱", "container", trades, (3, 3), 7086, y, 606, 244, 152, first=first)


def _street(trades: tuple[str, ...], y: int, first: int) -> Row:
    """One side of the street: four groups of six tents."""
    return Row(
        "star-street", "夜", "night", trades, (6, 6, 6, 6), 200, y, 340, 300, 566, 35, first=first
    )


ROWS = (
    _stalls("A", ("水产",), 7, 100, height=300),
    _stalls("B", ("鲜肉",), 7, 700),
    _stalls("C", ("禽蛋", "熟食"), 7, 940),
    _stalls("D", ("豆制品面食",), 7, 1480),
    _stalls("E", ("粮油干货",), 7, 1720),
    _stalls("F", ("蔬菜",), 8, 2260),
    _stalls("G", ("蔬菜",), 8, 2500),
    _stalls("H", ("水果",), 6, 3040, height=300),
    _apart(700, 1),
    _apart(1480, 3),
    _apart(2260, 5),
    _containers(_SHOPS, 120, 1),
    _island(_ISLAND[:6], 1476, 13),
    _island(_ISLAND[6:], 1720, 19),
    _containers(_SERVICES, 2714, 25),
    _street(_SNACKS, 4110, 1),
    _street(_SNACKS[::-1], 4810, 25),
)


def spots() -> Iterator[Spot]:
    """Every pitch of the market, row by row."""
    for row in ROWS:
        for place in range(sum(row.blocks)):
            along = _along(row, place)
            yield Spot(
                row=row,
                code=f"{row.letter}-{row.first + place:02}",
                position=row.first + place,
                trade=_trade(row, place),
                x=row.x if row.upright else row.x + along,
                y=row.y + along if row.upright else row.y,
            )


def _along(row: Row, place: int) -> int:
    step = (row.height if row.upright else row.width) + row.gap
    return place * step + place // row.blocks[0] * (row.aisle - row.gap)


def _trade(row: Row, place: int) -> str:
    """One trade a row, one a block, or every pitch its own, by how many there are."""
    if len(row.trades) <= len(row.blocks):
        return row.trades[min(place // row.blocks[0], len(row.trades) - 1)]
    return row.trades[place % len(row.trades)]
