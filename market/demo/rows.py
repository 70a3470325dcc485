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
    Area("hall", "农贸大厅", "Market hall", 0, 0, 6820, 3620, 220),
    Area("containers", "集装箱市场", "Container market", 7420, 0, 4200, 3620, 160),
    Area("star-street", "星空街", "Star Street", 0, 4340, 11620, 1300, 180),
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
_SNACKS = (
    *("烤面筋", "炸串", "冰粉", "锅贴", "柠檬茶", "糖葫芦"),
    *("鱿鱼", "章鱼小丸子", "凉皮", "煎饼果子", "烤冷面", "臭豆腐"),
)


def _stalls(letter: str, trades: tuple[str, ...], each: int, y: int, height: int = 240) -> Row:
    """A row of the hall: two blocks of 25 metres, the middle aisle between them."""
    blocks = (each, each)
    return Row("hall", letter, "stall", trades, blocks, 300, y, 2520 // each, height, aisle=480)


ROWS = (
    _stalls("A", ("水产",), 7, 100, height=300),
    _stalls("B", ("鲜肉",), 7, 740),
    _stalls("C", ("禽蛋", "熟食"), 7, 980),
    _stalls("D", ("豆制品面食",), 7, 1560),
    _stalls("E", ("粮油干货",), 7, 1800),
    _stalls("F", ("蔬菜",), 8, 2380),
    _stalls("G", ("蔬菜",), 8, 2620),
    _stalls("H", ("水果",), 6, 3220, height=300),
    # 清真 is kept apart: two stalls at the end of each island, across an aisle of their own
    Row("hall", "K", "stall", ("清真",), (2,), 6260, 740, 320, 240, upright=True),
    Row("hall", "K", "stall", ("清真",), (2,), 6260, 1560, 320, 240, upright=True, first=3),
    Row("hall", "K", "stall", ("清真",), (2,), 6260, 2380, 320, 240, upright=True, first=5),
    Row("containers", "箱", "container", _SHOPS, (6, 6), 7610, 120, 244, 606, 360, gap=50),
    Row("containers", "箱", "container", _ISLAND, (6,), 7702, 1566, 606, 244, first=13),
    Row("containers", "箱", "container", _ISLAND[6:], (6,), 7702, 1810, 606, 244, first=19),
    Row("containers", "箱", "container", _SERVICES, (6, 6), 7610, 2894, 244, 606, 360, 50, first=25),
    Row("star-street", "夜", "night", _SNACKS, (6, 6, 6, 6), 200, 4440, 300, 300, 1070, gap=35),
    Row("star-street", "夜", "night", _SNACKS, (6, 6, 6, 6), 200, 5240, 300, 300, 1070, 35, first=25),
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
