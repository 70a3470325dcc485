"""Pitches as operators list them. What a table does not tell of a pitch stays as it is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial

from market.core.maps import Field, Kind, Values, source_key
from market.core.readings import (
    BLANK_OR_NO,
    day,
    day_in,
    money,
    number,
    one_of,
    several,
    text,
    whole,
    yes_no,
)
from market.core.refusals import Invalid
from market.core.states import PitchState


class PitchKind(StrEnum):
    STALL = "stall"
    CONTAINER = "container"
    NIGHT = "night"
    SHOPFRONT = "shopfront"
    ADVERTISING = "advertising"
    STORAGE = "storage"


class Structure(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"


@dataclass(frozen=True)
class PitchRow:
    """A pitch by its code, and its zone by code or name ("" where the table does not say).

    Areas in m², power in kW, the guide rent in fen a month, places and sizes in cm on the plan.
    None is what the table does not tell.
    """

    code: str
    zone: str = ""
    kind: PitchKind | None = None
    state: PitchState | None = None
    row: str | None = None
    position: int | None = None
    area_m2: Decimal | None = None
    charged_area_m2: Decimal | None = None
    shopfront: bool | None = None
    structure: Structure | None = None
    structure_approval_until: date | None = None
    power_kw: Decimal | None = None
    three_phase: bool | None = None
    water: bool | None = None
    drain: bool | None = None
    gas: bool | None = None
    open_flame: bool | None = None
    exhaust: bool | None = None
    electricity_meter: str | None = None
    water_meter: str | None = None
    goods: tuple[str, ...] | None = None
    guide_rent_fen: int | None = None
    x: int | None = None
    y: int | None = None
    width: int | None = None
    height: int | None = None

    @property
    def source_key(self) -> str:
        return source_key("pitches", self.zone, self.code)


def _build(values: Values) -> PitchRow:
    row = PitchRow(**values)
    limit = row.structure_approval_until
    if row.structure is Structure.PERMANENT and limit is not None:
        raise Invalid(
            "permanent_with_limit",
            "A permanent structure has no approval that ends on {day}. One of the two is wrong.",
            day=limit.isoformat(),
            field="structure_approval_until",
        )
    return row


_M2 = ("㎡", "M2", "平方米", "平米", "平方", "平")
_area = number(*_M2, places=2, most=999_999)
_centimetres = whole("CM", "厘米", most=1_000_000)

_KINDS = {
    PitchKind.STALL: ("摊位", "固定摊位", "档口", "大厅摊位", "柜台"),
    PitchKind.CONTAINER: ("集装箱商铺", "集装箱", "集装箱摊位", "container shop"),
    PitchKind.NIGHT: ("夜市摊位", "夜市", "夜市摊", "night pitch"),
    PitchKind.SHOPFRONT: ("门市", "门面", "门头房", "商铺", "沿街房", "shop"),
    PitchKind.ADVERTISING: ("广告位", "广告", "advert"),
    PitchKind.STORAGE: ("仓位", "仓库", "库房", "store"),
}
_STATES = {
    PitchState.OPEN: ("可租", "空置", "正常", "营业", "在租", "已租", "空闲"),
    PitchState.RESERVED: ("预留", "保留"),
    PitchState.REPAIR: ("维修", "维修中"),
    PitchState.CLOSED: ("停用", "关闭", "封闭"),
}
_STRUCTURES = {
    Structure.PERMANENT: ("永久", "永久建筑", "固定"),
    Structure.TEMPORARY: ("临时", "临时建筑", "临建"),
}

_has = partial(Field, reader=yes_no, blanks=BLANK_OR_NO)

PITCHES = Kind(
    name="pitches",
    fields=(
        Field(
            "code",
            text(20),
            (
                "摊位号",
                "编号",
                "摊位编号",
                "摊位",
                "铺位号",
                "铺号",
                "商铺号",
                "号",
                "code",
                "pitch",
            ),
            required=True,
            shared=False,
        ),
        Field("zone", text(60), ("区域", "分区", "市场区域", "所在区域", "zone", "area name")),
        Field("kind", one_of(_KINDS), ("类型", "摊位类型", "类别", "kind", "type")),
        Field("state", one_of(_STATES), ("状态", "使用状态", "摊位状态", "state", "status")),
        Field("row", text(20), ("排", "排号", "行", "row")),
        Field("position", whole(most=9_999), ("排内序号", "序位", "position")),
        Field("area_m2", _area, ("面积", "建筑面积", "使用面积", "实测面积", "area"), shared=False),
        Field(
            "charged_area_m2",
            _area,
            ("计租面积", "计费面积", "含公摊面积", "公摊后面积", "charged area"),
            shared=False,
        ),
        _has("shopfront", synonyms=("固定门头", "固定门店", "有无门头", "shopfront")),
        Field("structure", one_of(_STRUCTURES), ("结构", "建筑性质", "structure")),
        Field(
            "structure_approval_until",
            day,
            ("临建批准至", "批准到期", "临时建筑到期", "approval until"),
            in_order=day_in,
        ),
        Field(
            "power_kw",
            number("KW", "千瓦", places=1, most=99_999),
            ("用电功率", "功率", "电功率", "power"),
        ),
        _has("three_phase", synonyms=("三相电", "三相", "380V", "three phase")),
        _has("water", synonyms=("上水", "给水", "供水", "水", "water")),
        _has("drain", synonyms=("下水", "排水", "drain")),
        _has("gas", synonyms=("燃气", "允许燃气", "天然气", "gas")),
        _has("open_flame", synonyms=("明火", "允许明火", "open flame")),
        _has("exhaust", synonyms=("排烟", "油烟净化", "烟道", "exhaust")),
        Field("electricity_meter", text(30), ("电表号", "电表", "electricity meter")),
        Field("water_meter", text(30), ("水表号", "水表", "water meter")),
        Field("goods", several(text(30)), ("允许经营", "经营品类", "经营范围", "goods")),
        Field(
            "guide_rent_fen",
            money,
            ("指导租金", "参考租金", "挂牌租金", "月租", "月租金", "guide rent"),
            shared=False,
        ),
        Field("x", _centimetres, ("横坐标", "x"), shared=False),
        Field("y", _centimetres, ("纵坐标", "y"), shared=False),
        Field("width", _centimetres, ("宽厘米", "宽度厘米", "宽cm", "width cm"), shared=False),
        Field("height", _centimetres, ("进深厘米", "深度厘米", "深cm", "height cm"), shared=False),
    ),
    build=_build,
    key=lambda row: (row.zone, row.code),
    alone=False,
)
