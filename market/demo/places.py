"""The ground of the demo market: the market itself, its zones and its 204 pitches."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from market.core.periods import months_after
from market.core.pinyin import sort_key
from market.core.states import PitchState
from market.demo.rows import AREAS, Area, Spot, spots
from market.models import Market, Pitch, Zone

CODE = "huiquan"
COMMON_SHARE = Decimal("1.15")

# what is not to be had, and why
OUT_OF_USE = {
    "B-14": (PitchState.REPAIR, "冷柜排水改造"),
    "F-16": (PitchState.RESERVED, "留给返乡农户"),
    "G-16": (PitchState.RESERVED, "留给返乡农户"),
    "D-01": (PitchState.CLOSED, "消防通道整改，停用"),
    "箱-18": (PitchState.REPAIR, "屋面防水维修"),
}

# for how many days a container may still stand, where that is not for years; below zero: no more
APPROVED_DAYS = {"箱-12": -9, "箱-24": -3, "箱-05": 24, "箱-06": 24, "箱-19": 51, "箱-31": 58}


@dataclass(frozen=True)
class Equipment:
    """What a pitch of a trade has, and its guide rent in yuan a month."""

    rent: int
    power_kw: int = 2
    water: bool = False
    gas: bool = False
    flame: bool = False


EQUIPMENT = {
    "水产": Equipment(1700, 4, water=True),
    "鲜肉": Equipment(1600, 4, water=True),
    "清真": Equipment(1500, 4, water=True),
    "蔬菜": Equipment(900, 1),
    "水果": Equipment(1300, 2),
    "豆制品面食": Equipment(1100, 5, water=True),
    "熟食": Equipment(1500, 6, water=True, gas=True),
    "粮油干货": Equipment(1000, 1),
    "禽蛋": Equipment(1000, 2, water=True),
}
CONTAINER = Equipment(2200, 6)
NIGHT = Equipment(800, 3)
COOKS = {"茶饮", "咖啡", "烘焙", "小吃", "麻辣烫", "寿司", "水果捞"}
FLAMES = {"煎炸小吃", "面食小炒"}


def open_market(*, on: date) -> Market:
    """The market on the ground, as it stands on a day."""
    market = Market.objects.create(
        code=CODE,
        name="汇泉农贸市场",
        name_en="Huiquan Farmers' Market",
        address="山东省威海市临港区蔄山镇",
        phone="0631-5550000",
    )
    zones = {area.code: _zone(market, place, area) for place, area in enumerate(AREAS)}
    Pitch.objects.bulk_create(_pitch(spot, zones[spot.row.zone], on) for spot in spots())
    return market


def equipment(kind: str, trade: str) -> Equipment:
    """What a pitch of this kind and trade has."""
    if kind == "container":
        return Equipment(2600, 12, water=True) if trade in COOKS else CONTAINER
    if kind == "night":
        return Equipment(800, 3, gas=trade in FLAMES, flame=trade in FLAMES)
    return EQUIPMENT[trade]


def _zone(market: Market, place: int, area: Area) -> Zone:
    return Zone.objects.create(
        market=market,
        code=area.code,
        name=area.name,
        name_en=area.name_en,
        position=place,
        x=area.x,
        y=area.y,
        width=area.width,
        height=area.height,
        power_kw=area.power_kw,
    )


def _pitch(spot: Spot, zone: Zone, on: date) -> Pitch:
    row = spot.row
    has = equipment(row.kind, spot.trade)
    area = Decimal(row.width * row.height) / 10_000
    state, note = OUT_OF_USE.get(spot.code, (PitchState.OPEN, ""))
    return Pitch(
        zone=zone,
        code=spot.code,
        code_key=sort_key(spot.code, longest=40),
        kind=row.kind,
        state=state,
        state_note=note,
        row=row.letter,
        position=spot.position,
        x=spot.x,
        y=spot.y,
        width=row.width,
        height=row.height,
        area_m2=round(area, 2),
        charged_area_m2=round(area * COMMON_SHARE, 2),
        shopfront=row.kind == "container",
        structure="temporary" if row.kind == "container" else "permanent",
        structure_approval_until=_approved(spot, on) if row.kind == "container" else None,
        power_kw=has.power_kw,
        three_phase=has.power_kw > 5,
        water=has.water,
        drain=has.water,
        gas=has.gas,
        open_flame=has.flame,
        exhaust=has.gas or has.flame,
        electricity_meter=f"D{sort_key(spot.code).replace(' ', '-').upper()}",
        goods=[spot.trade],
        guide_rent_fen=has.rent * 100,
    )


def _approved(spot: Spot, on: date) -> date:
    """The last day for which the container is approved."""
    if spot.code in APPROVED_DAYS:
        return on + timedelta(days=APPROVED_DAYS[spot.code])
    return months_after(on, 14 + 2 * (spot.position % 10))
