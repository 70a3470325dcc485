"""Every row of the requirement table, each with the law it stands on."""

from datetime import date
from decimal import Decimal

import pytest

from market.core.requirements.rules import in_force, plan
from market.core.requirements.shipped import NAMES, RULES
from market.core.requirements.situations import Situation

SHANDONG = "《山东省食品小作坊小餐饮和食品摊点管理条例》"
FOOD_LAW = "《中华人民共和国食品安全法》"
SHOP = {"kind": "shopfront", "shopfront": True}
SMALL, LARGE = Decimal("49.9"), Decimal(50)

# rule, its legal source, where it speaks: the situation, and the paper that comes of it
ROWS = [
    ("any-business", "《市场主体登记管理条例》第三条", {"trade": "百货"}, "BIZ_LICENSE"),
    (
        "catering-small-shop",
        SHANDONG,
        {**SHOP, "area_m2": SMALL, "trade": "小吃"},
        "SD_SMALL_CATERING",
    ),
    (
        "catering-large-shop",
        f"{FOOD_LAW}第三十五条",
        {**SHOP, "area_m2": LARGE, "trade": "小吃"},
        "FOOD_PERMIT",
    ),
    (
        "food-shop",
        f"{FOOD_LAW}第三十五条",
        {**SHOP, "area_m2": SMALL, "trade": "粮油干货"},
        "FOOD_PERMIT",
    ),
    (
        "prepacked-shop",
        f"{FOOD_LAW}第三十五条第一款",
        {**SHOP, "area_m2": SMALL, "goods": ("预包装食品",)},
        "PREPACK_FILING",
    ),
    (
        "workshop",
        SHANDONG,
        {**SHOP, "area_m2": LARGE, "goods": ("粉条加工",)},
        "SD_WORKSHOP",
    ),
    ("food-stall", SHANDONG, {"trade": "小吃"}, "SD_FOOD_STALL_CARD"),
    ("produce-records", f"{FOOD_LAW}第三十五条、第六十五条", {"trade": "蔬菜"}, "PRODUCE_CERT"),
    (
        "meat-quarantine",
        "《中华人民共和国动物防疫法》第五十一条",
        {"trade": "鲜肉"},
        "ANIMAL_QUARANTINE",
    ),
    ("health-stall", SHANDONG, {"trade": "粮油干货"}, "HEALTH_CERT"),
    (
        "health-small-catering",
        SHANDONG,
        {**SHOP, "area_m2": SMALL, "trade": "小吃"},
        "HEALTH_CERT",
    ),
    ("health-workshop", SHANDONG, {**SHOP, "goods": ("粉条加工",)}, "HEALTH_CERT"),
    (
        "health-open-food",
        f"{FOOD_LAW}第四十五条",
        {**SHOP, "area_m2": LARGE, "trade": "熟食"},
        "HEALTH_CERT",
    ),
    ("scales", "《中华人民共和国计量法》第九条", {"trade": "蔬菜", "scales": 1}, "SCALE_VERIFY"),
    ("gas", "《中华人民共和国安全生产法》第三十六条", {"trade": "小吃", "gas": True}, "GAS_ALARM"),
    ("container", "《城乡规划法》第四十四条", {"kind": "container"}, "TEMP_STRUCTURE"),
    ("temporary-structure", "《城乡规划法》第四十四条", {"temporary": True}, "TEMP_STRUCTURE"),
    (
        "advertising",
        "《城市市容和环境卫生管理条例》第十一条",
        {"kind": "advertising"},
        "OUTDOOR_AD",
    ),
]


@pytest.mark.parametrize(("key", "source", "there", "paper"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table_stands_on_its_law_and_brings_its_paper(key, source, there, paper):
    rule = next(rule for rule in RULES if rule.key == key)
    wanted = {each.paper: each.rule.key for each in plan(Situation(**there), RULES)}
    without = [rule for rule in RULES if rule.key != key]

    assert rule.source.startswith(source)
    assert wanted[paper] == key
    assert key not in {each.rule.key for each in plan(Situation(**there), without)}


def test_every_row_is_tried_here_and_says_why_in_both_languages():
    assert [row[0] for row in ROWS] == [rule.key for rule in RULES]
    assert all(rule.why and rule.why_en and rule.authority and rule.read_on for rule in RULES)
    assert {rule.paper for rule in RULES} == set(NAMES)


def test_the_latest_row_of_a_key_that_has_begun_counts_and_can_switch_it_off():
    first = RULES[0]
    off = type(first)(**{**_fields(first), "effective_from": date(2026, 9, 1), "enabled": False})

    assert in_force([off, first], on=date(2026, 8, 31)) == (first,)
    assert in_force([off, first], on=date(2026, 9, 1)) == ()


def _fields(rule):
    return {name: getattr(rule, name) for name in rule.__dataclass_fields__}
