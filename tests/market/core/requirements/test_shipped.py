"""Every row of the requirement table, each with the law it stands on."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from market.core.requirements.rules import in_force, plan
from market.core.requirements.shipped import NAMES, RULES
from market.core.requirements.situations import Situation

SHANDONG = "《山东省食品小作坊小餐饮和食品摊点管理条例》"
LIST = "证件种类清单（huiquan-permit-types/1）"
LEASES = "《民法典》及城镇房屋租赁司法解释"
CASES = Path(__file__).parents[3] / "cases" / "permit_types.json"
SHOP = {"kind": "shopfront", "shopfront": True}
SMALL, LARGE = Decimal("49.9"), Decimal(50)

# rule, its legal source, where it speaks: the situation, and the paper that comes of it
ROWS = [
    ("any-business", LIST, {"trade": "百货"}, "BIZ_LICENSE"),
    (
        "catering-small-shop",
        SHANDONG,
        {**SHOP, "area_m2": SMALL, "trade": "小吃"},
        "SD_SMALL_CATERING",
    ),
    (
        "catering-large-shop",
        SHANDONG,
        {**SHOP, "area_m2": LARGE, "trade": "小吃"},
        "FOOD_PERMIT",
    ),
    (
        "food-shop",
        SHANDONG,
        {**SHOP, "area_m2": SMALL, "trade": "粮油干货"},
        "FOOD_PERMIT",
    ),
    (
        "prepacked-shop",
        LIST,
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
    ("produce-records", LIST, {"trade": "蔬菜"}, "PRODUCE_CERT"),
    (
        "meat-quarantine",
        LIST,
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
        LIST,
        {**SHOP, "area_m2": LARGE, "trade": "熟食"},
        "HEALTH_CERT",
    ),
    ("scales", LIST, {"trade": "蔬菜", "scales": 1}, "SCALE_VERIFY"),
    ("gas", LIST, {"trade": "小吃", "gas": True}, "GAS_ALARM"),
    ("container", LEASES, {"kind": "container"}, "TEMP_STRUCTURE"),
    ("temporary-structure", LEASES, {"temporary": True}, "TEMP_STRUCTURE"),
    (
        "advertising",
        LIST,
        {"kind": "advertising"},
        "OUTDOOR_AD",
    ),
]


@pytest.mark.parametrize(("key", "source", "there", "paper"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_table_stands_on_its_law_and_brings_its_paper(key, source, there, paper):
    rule = next(rule for rule in RULES if rule.key == key)
    wanted = {each.paper: each.rule.key for each in plan(Situation(**there), RULES)}
    without = [rule for rule in RULES if rule.key != key]

    assert rule.source == source
    assert wanted[paper] == key
    assert key not in {each.rule.key for each in plan(Situation(**there), without)}


def test_every_row_is_tried_here_and_says_why_in_both_languages():
    assert [row[0] for row in ROWS] == [rule.key for rule in RULES]
    assert all(rule.why and rule.why_en and rule.authority for rule in RULES)
    assert {rule.paper for rule in RULES} == set(NAMES)


def test_no_row_is_surer_than_the_list_of_papers_and_none_claims_a_day_on_which_it_was_read():
    known = {row["code"]: row["conf"] for row in json.loads(CASES.read_text("utf-8"))["types"]}

    assert {rule.key: rule.confidence for rule in RULES} == {
        rule.key: known[rule.paper] for rule in RULES
    }
    assert {rule.read_on for rule in RULES} == {None}
    assert not any(re.search("第.+条", rule.source) for rule in RULES)


def test_the_latest_row_of_a_key_that_has_begun_counts_and_can_switch_it_off():
    first = RULES[0]
    off = type(first)(**{**_fields(first), "effective_from": date(2026, 9, 1), "enabled": False})

    assert in_force([off, first], on=date(2026, 8, 31)) == (first,)
    assert in_force([off, first], on=date(2026, 9, 1)) == ()


def _fields(rule):
    return {name: getattr(rule, name) for name in rule.__dataclass_fields__}
