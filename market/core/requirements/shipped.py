"""The rules as they are shipped. Every row names its source; an operator can replace any of them.

Nothing here is legal advice. A: read in the legal text. B: secondary source. C: to be confirmed.
No row claims more than was noted: where only the list of papers (market/seeds/permit_types.json)
says so, that is the source, and on which day a text was read is not known (read_on is none) until
an operator has read it.
"""

from decimal import Decimal
from typing import Any

from market.core.requirements.goods import FOOD, Goods
from market.core.requirements.rules import Rule

SMALL_M2 = Decimal(50)

_SHANDONG = "《山东省食品小作坊小餐饮和食品摊点管理条例》"
_LIST = "证件种类清单（huiquan-permit-types/1）"
_LEASES = "《民法典》及城镇房屋租赁司法解释"
_COUNTY = "县（区）市场监督管理部门"
_NO_TRADE = frozenset(("advertising", "storage"))


def _rule(key: str, paper: str, holder: str, authority: str, **given: Any) -> Rule:
    return Rule(key, paper, holder, authority, **given)


RULES: tuple[Rule, ...] = (
    _rule(
        "any-business",
        "BIZ_LICENSE",
        "business",
        "县（区）市场监管／行政审批",
        vendor_kinds=frozenset(("household", "company", "cooperative")),
        why="做买卖先要有营业执照，每年 1 月 1 日至 6 月 30 日报年报。",
        why_en="Whoever trades needs a business licence, and reports once a year by 30 June.",
        source=_LIST,
        confidence="A",
    ),
    _rule(
        "catering-small-shop",
        "SD_SMALL_CATERING",
        "premises",
        _COUNTY,
        instead=("FOOD_PERMIT",),
        goods=frozenset((Goods.CATERING,)),
        shopfront=True,
        area_below=SMALL_M2,
        not_kinds=_NO_TRADE,
        why="固定门店不到 50 平方米做餐饮，办小餐饮登记证，或者办食品经营许可证。",
        why_en="Catering in a fixed shop under 50 m² needs a small catering registration, "
        "or a full food permit.",
        source=_SHANDONG,
        confidence="A (2017 text, later amendment unchecked)",
    ),
    _rule(
        "catering-large-shop",
        "FOOD_PERMIT",
        "premises",
        _COUNTY,
        goods=frozenset((Goods.CATERING,)),
        shopfront=True,
        area_from=SMALL_M2,
        not_kinds=_NO_TRADE,
        why="固定门店 50 平方米及以上做餐饮，办食品经营许可证。",
        why_en="Catering in a fixed shop of 50 m² or more needs a food business permit.",
        source=_SHANDONG,
        confidence="A validity / B window",
    ),
    _rule(
        "food-shop",
        "FOOD_PERMIT",
        "premises",
        _COUNTY,
        goods=frozenset((Goods.READY, Goods.BULK)),
        without=frozenset((Goods.CATERING, Goods.WORKSHOP)),
        shopfront=True,
        not_kinds=_NO_TRADE,
        why="固定门店卖散装食品，不论大小，办食品经营许可证。",
        why_en="A fixed shop that sells loose food needs a food business permit, whatever its size.",
        source=_SHANDONG,
        confidence="A validity / B window",
    ),
    _rule(
        "prepacked-shop",
        "PREPACK_FILING",
        "business",
        "县级以上市场监督管理部门",
        instead=("FOOD_PERMIT",),
        goods=frozenset((Goods.PREPACKED,)),
        without=frozenset((Goods.CATERING, Goods.READY, Goods.BULK, Goods.WORKSHOP)),
        shopfront=True,
        not_kinds=_NO_TRADE,
        why="固定门店只卖预包装食品，不用许可证，备案就行。",
        why_en="A fixed shop that sells nothing but pre-packed food files a notice instead of "
        "asking for a permit.",
        source=_LIST,
        confidence="A need / C no expiry",
    ),
    _rule(
        "workshop",
        "SD_WORKSHOP",
        "premises",
        _COUNTY,
        goods=frozenset((Goods.WORKSHOP,)),
        shopfront=True,
        not_kinds=_NO_TRADE,
        why="有固定场所加工食品，办食品小作坊登记证。",
        why_en="Making food in fixed premises needs a small workshop registration.",
        source=_SHANDONG,
        confidence="A",
    ),
    _rule(
        "food-stall",
        "SD_FOOD_STALL_CARD",
        "stall",
        "乡镇人民政府／街道办事处（蔄山镇人民政府）",
        instead=("FOOD_PERMIT",),
        goods=FOOD,
        shopfront=False,
        not_kinds=_NO_TRADE,
        why="没有固定门店卖食品（摊位、推车），到镇政府备案，当场领食品摊点信息公示卡，不收费。",
        why_en="Food sold without a fixed shop, from a stall or a cart, needs a food stall card, "
        "issued by the town government on the spot and free of charge.",
        source=_SHANDONG,
        confidence="A text / validity NOT in law, ask town",
    ),
    _rule(
        "produce-records",
        "PRODUCE_CERT",
        "batch",
        "生产者／供货者",
        goods=frozenset((Goods.PRODUCE,)),
        not_kinds=_NO_TRADE,
        why="卖食用农产品不用食品证，进货凭证（产地证明、合格证、购货凭证）至少留 6 个月。",
        why_en="Edible farm produce needs no food permit; keep the records of every purchase for "
        "at least six months.",
        source=_LIST,
        confidence="A ledger / B-C market check",
    ),
    _rule(
        "meat-quarantine",
        "ANIMAL_QUARANTINE",
        "batch",
        "官方兽医／屠宰企业",
        goods=frozenset((Goods.MEAT,)),
        not_kinds=_NO_TRADE,
        why="肉和动物产品每批都要有检疫合格证明，台账至少留 2 年。",
        why_en="Every batch of meat and animal products comes with a quarantine certificate; keep "
        "the ledger for at least two years.",
        source=_LIST,
        confidence="A duty+ledger / C per-batch validity",
    ),
    _rule(
        "health-stall",
        "HEALTH_CERT",
        "person",
        "医疗卫生机构",
        each="worker",
        goods=FOOD,
        shopfront=False,
        not_kinds=_NO_TRADE,
        why="食品摊点每个从业人员都要有健康证，一年一办。",
        why_en="Everyone who works at a food stall needs a health certificate, every year.",
        source=_SHANDONG,
        confidence="A",
    ),
    _rule(
        "health-small-catering",
        "HEALTH_CERT",
        "person",
        "医疗卫生机构",
        each="worker",
        goods=frozenset((Goods.CATERING,)),
        shopfront=True,
        area_below=SMALL_M2,
        not_kinds=_NO_TRADE,
        why="小餐饮每个从业人员都要有健康证，一年一办。",
        why_en="Everyone who works in small catering needs a health certificate, every year.",
        source=_SHANDONG,
        confidence="A",
    ),
    _rule(
        "health-workshop",
        "HEALTH_CERT",
        "person",
        "医疗卫生机构",
        each="worker",
        goods=frozenset((Goods.WORKSHOP,)),
        not_kinds=_NO_TRADE,
        why="食品小作坊每个从业人员都要有健康证，一年一办。",
        why_en="Everyone who works in a food workshop needs a health certificate, every year.",
        source=_SHANDONG,
        confidence="A",
    ),
    _rule(
        "health-open-food",
        "HEALTH_CERT",
        "person",
        "医疗卫生机构",
        each="worker",
        goods=frozenset((Goods.CATERING, Goods.READY)),
        not_kinds=_NO_TRADE,
        why="接触直接入口食品的人都要有健康证，一年一办。",
        why_en="Whoever touches food that is eaten as it is needs a health certificate, every year.",
        source=_LIST,
        confidence="A",
    ),
    _rule(
        "scales",
        "SCALE_VERIFY",
        "device",
        "市场监管部门指定的计量检定机构",
        each="scale",
        not_kinds=_NO_TRADE,
        why="做买卖用的每台秤都要强制检定，最长一年一次；市场备公平秤。",
        why_en="Every scale used in trade is verified at least once a year; the market keeps a "
        "check scale.",
        source=_LIST,
        confidence="A duty / B ≤1y",
    ),
    _rule(
        "gas",
        "GAS_ALARM",
        "device",
        "经营者自检，燃气企业／住建部门",
        gas=True,
        not_kinds=_NO_TRADE,
        why="用燃气的摊位要装可燃气体报警装置，钢瓶和软管定期检查。",
        why_en="Where gas is used there is a gas alarm, and bottle and hose are checked regularly.",
        source=_LIST,
        confidence="A alarm duty / C periods",
    ),
    _rule(
        "container",
        "TEMP_STRUCTURE",
        "stall",
        "自然资源／住建部门",
        kinds=frozenset(("container",)),
        why="集装箱是临时建筑，要有批准；租期不能超过批准的日子。",
        why_en="A container is a temporary structure and needs an approval; no lease may outlast it.",
        source=_LEASES,
        confidence="A consequence / C process",
    ),
    _rule(
        "temporary-structure",
        "TEMP_STRUCTURE",
        "stall",
        "自然资源／住建部门",
        temporary=True,
        why="临时建筑要有批准；租期不能超过批准的日子。",
        why_en="A temporary structure needs an approval; no lease may outlast it.",
        source=_LEASES,
        confidence="A consequence / C process",
    ),
    _rule(
        "advertising",
        "OUTDOOR_AD",
        "stall",
        "市容环卫（综合执法）部门",
        kinds=frozenset(("advertising",)),
        why="大型户外广告和门头牌匾要先批准。",
        why_en="Large outdoor advertising and shop signs need an approval first.",
        source=_LIST,
        confidence="A need / C validity",
    ),
)

BANS = {
    "SD_SMALL_CATERING": ("裱花蛋糕", "生食水产品"),
    "SD_FOOD_STALL_CARD": (
        *("裱花蛋糕", "生食水产品", "散装酒", "现制乳制品", "散装食醋", "散装酱油"),
        *("散装食用油", "保健食品", "婴幼儿配方食品", "特殊医学用途配方食品"),
    ),
}
BAN_SOURCES = {
    "SD_SMALL_CATERING": _SHANDONG,
    "SD_FOOD_STALL_CARD": _SHANDONG,
}
NAMES = {
    "BIZ_LICENSE": "营业执照",
    "FOOD_PERMIT": "食品经营许可证",
    "PREPACK_FILING": "仅销售预包装食品备案",
    "SD_SMALL_CATERING": "小餐饮登记证",
    "SD_WORKSHOP": "食品小作坊登记证",
    "SD_FOOD_STALL_CARD": "食品摊点信息公示卡(备案)",
    "HEALTH_CERT": "从业人员健康证明",
    "ANIMAL_QUARANTINE": "动物检疫合格证明/肉品品质检验合格证",
    "PRODUCE_CERT": "承诺达标合格证/产地证明/购货凭证",
    "SCALE_VERIFY": "电子计价秤强制检定",
    "GAS_ALARM": "可燃气体报警装置与瓶装气供气/钢瓶/软管检查",
    "OUTDOOR_AD": "大型户外广告/门头牌匾",
    "TEMP_STRUCTURE": "临时建筑(集装箱/棚)批准",
}
