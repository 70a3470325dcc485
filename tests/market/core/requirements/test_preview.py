"""`preview papers`: pitches and trades, with the boundaries, and what may not be sold."""

import json
from pathlib import Path

import pytest

from market.core.refusals import Invalid
from market.core.requirements.preview import papers
from market.core.requirements.shipped import NAMES

BIZ, CARD, SMALL, FULL = "BIZ_LICENSE", "SD_FOOD_STALL_CARD", "SD_SMALL_CATERING", "FOOD_PERMIT"
HEALTH, BATCH, RECORDS, SCALE = "HEALTH_CERT", "ANIMAL_QUARANTINE", "PRODUCE_CERT", "SCALE_VERIFY"
GAS, BOX, FILED, SHOP = "GAS_ALARM", "TEMP_STRUCTURE", "PREPACK_FILING", "SD_WORKSHOP"


def ask(*, kind="stall", shop=False, area=9, trade="", goods=(), workers=1, scales=0, gas=False):
    pitch = {"kind": kind, "shopfront": shop, "area_m2": area, "gas": gas}
    rest = {"trade": trade, "goods": list(goods), "workers": workers, "scales": scales}
    return papers({"pitch": pitch, **rest})


def counts(answer):
    return {each["code"]: each["count"] for each in answer["required"]}


QUESTIONS = [
    # catering in a fixed shop: 49.9 and 50 m²
    ({"shop": True, "area": "49.9", "trade": "小吃"}, {BIZ: 1, SMALL: 1, HEALTH: 1}),
    ({"shop": True, "area": 49, "trade": "小吃"}, {BIZ: 1, SMALL: 1, HEALTH: 1}),
    ({"shop": True, "area": "49.99", "trade": "小吃"}, {BIZ: 1, SMALL: 1, HEALTH: 1}),
    ({"shop": True, "area": 50, "trade": "小吃"}, {BIZ: 1, FULL: 1, HEALTH: 1}),
    ({"shop": True, "area": "50.0", "trade": "小吃"}, {BIZ: 1, FULL: 1, HEALTH: 1}),
    ({"shop": True, "area": 120, "trade": "小吃"}, {BIZ: 1, FULL: 1, HEALTH: 1}),
    ({"shop": True, "area": None, "trade": "小吃"}, {BIZ: 1, FULL: 1, HEALTH: 1}),
    # the same without a fixed front: the card, whatever the size
    ({"area": "49.9", "trade": "小吃"}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"area": 50, "trade": "小吃"}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"kind": "night", "trade": "小吃"}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"kind": "night", "goods": ["炸串"]}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    # one worker, five, none
    ({"trade": "小吃", "workers": 5}, {BIZ: 1, CARD: 1, HEALTH: 5}),
    ({"trade": "小吃", "workers": 0}, {BIZ: 1, CARD: 1}),
    ({"shop": True, "area": 20, "trade": "小吃", "workers": 5}, {BIZ: 1, SMALL: 1, HEALTH: 5}),
    ({"shop": True, "area": 80, "trade": "小吃", "workers": 5}, {BIZ: 1, FULL: 1, HEALTH: 5}),
    # food sold, not cooked
    ({"shop": True, "area": 20, "trade": "粮油干货"}, {BIZ: 1, FULL: 1}),
    ({"shop": True, "area": 80, "trade": "粮油干货", "workers": 5}, {BIZ: 1, FULL: 1}),
    ({"trade": "粮油干货"}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"shop": True, "area": 20, "trade": "熟食"}, {BIZ: 1, FULL: 1, HEALTH: 1}),
    ({"trade": "熟食", "workers": 3}, {BIZ: 1, CARD: 1, HEALTH: 3}),
    ({"trade": "豆制品面食"}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"shop": True, "goods": ["预包装食品"]}, {BIZ: 1, FILED: 1}),
    ({"goods": ["预包装食品"]}, {BIZ: 1, CARD: 1, HEALTH: 1}),
    ({"shop": True, "goods": ["瓶装饮料", "咖啡"], "area": 18}, {BIZ: 1, SMALL: 1, HEALTH: 1}),
    ({"shop": True, "goods": ["粉条加工"]}, {BIZ: 1, SHOP: 1, HEALTH: 1}),
    # farm produce only
    ({"trade": "蔬菜"}, {BIZ: 1, RECORDS: 1}),
    ({"trade": "蔬菜", "workers": 5}, {BIZ: 1, RECORDS: 1}),
    ({"shop": True, "area": 60, "trade": "水果"}, {BIZ: 1, RECORDS: 1}),
    ({"trade": "水产", "goods": ["海鱼", "虾"]}, {BIZ: 1, RECORDS: 1}),
    ({"trade": "禽蛋", "goods": ["鸡蛋"]}, {BIZ: 1, RECORDS: 1}),
    ({"trade": "禽蛋", "goods": ["鸡蛋", "白条鸡"]}, {BIZ: 1, RECORDS: 1, BATCH: 1}),
    ({"trade": "蔬菜", "goods": ["叶菜", "咸菜"]}, {BIZ: 1, CARD: 1, RECORDS: 1, HEALTH: 1}),
    # meat
    ({"trade": "鲜肉"}, {BIZ: 1, BATCH: 1}),
    ({"trade": "鲜肉", "goods": ["猪肉", "排骨"], "workers": 2}, {BIZ: 1, BATCH: 1}),
    ({"trade": "清真", "goods": ["羊肉"]}, {BIZ: 1, BATCH: 1}),
    ({"trade": "鲜肉", "goods": ["猪肉", "卤肉"]}, {BIZ: 1, CARD: 1, BATCH: 1, HEALTH: 1}),
    # scales and gas
    ({"trade": "蔬菜", "scales": 1}, {BIZ: 1, RECORDS: 1, SCALE: 1}),
    ({"trade": "水产", "scales": 3}, {BIZ: 1, RECORDS: 1, SCALE: 3}),
    ({"trade": "小吃", "gas": True}, {BIZ: 1, CARD: 1, HEALTH: 1, GAS: 1}),
    ({"trade": "百货", "gas": True}, {BIZ: 1, GAS: 1}),
    # containers, and what is no food
    ({"kind": "container", "shop": True, "trade": "百货"}, {BIZ: 1, BOX: 1}),
    (
        {"kind": "container", "shop": True, "area": 14.8, "goods": ["咖啡"]},
        {BIZ: 1, SMALL: 1, HEALTH: 1, BOX: 1},
    ),
    ({"kind": "container", "trade": "小吃"}, {BIZ: 1, CARD: 1, HEALTH: 1, BOX: 1}),
    ({"trade": "百货", "workers": 5}, {BIZ: 1}),
    ({"kind": "storage", "trade": "粮油干货", "scales": 1}, {BIZ: 1}),
    ({"kind": "advertising"}, {BIZ: 1, "OUTDOOR_AD": 1}),
    ({"trade": "配钥匙"}, {BIZ: 1}),
    ({"goods": ["pork", "beef"]}, {BIZ: 1, BATCH: 1}),
]


@pytest.mark.parametrize(("asked", "needed"), QUESTIONS)
def test_a_pitch_and_a_trade_need_these_papers_and_no_others(asked, needed):
    answer = ask(**asked)

    assert counts(answer) == needed
    assert all(each["source"] in each["why"] and each["confidence"] for each in answer["required"])


def test_at_least_forty_pitches_and_trades_are_asked_about():
    assert len(QUESTIONS) >= 40


def test_each_paper_says_of_whom_from_whom_and_why_with_its_source():
    small, health = (
        next(
            each
            for each in ask(shop=True, trade="小吃", workers=5)["required"]
            if each["code"] == code
        )
        for code in (SMALL, HEALTH)
    )

    assert small == {
        "code": SMALL,
        "zh": "小餐饮登记证",
        "holder": "premises",
        "count": 1,
        "why": "固定门店不到 50 平方米做餐饮，办小餐饮登记证，或者办食品经营许可证"
        "（《山东省食品小作坊小餐饮和食品摊点管理条例》）。",
        "authority": "县（区）市场监督管理部门",
        "instead": [FULL],
        "source": "《山东省食品小作坊小餐饮和食品摊点管理条例》",
        "confidence": "A (2017 text, later amendment unchecked)",
    }
    assert (health["holder"], health["count"]) == ("person", 5)


def test_the_names_and_codes_are_those_of_the_case_file():
    cases = Path(__file__).parents[3] / "cases" / "permit_types.json"
    known = {row["code"]: row["zh"] for row in json.loads(cases.read_text("utf-8"))["types"]}

    assert {code: known[code] for code in NAMES} == NAMES


BANNED = [
    ("裱花蛋糕", {}),
    ("生日蛋糕（裱花）", {}),
    ("三文鱼刺身", {}),
    ("散装白酒", {}),
    ("现制酸奶", {}),
    ("散装食醋", {}),
    ("散装酱油", {}),
    ("散装花生油", {}),
    ("保健食品", {}),
    ("婴幼儿配方奶粉", {}),
    ("特医食品", {}),
    ("裱花蛋糕", {"shop": True, "area": 20}),
    ("生鱼片", {"shop": True, "area": 49}),
]


@pytest.mark.parametrize(("goods", "there"), BANNED)
def test_goods_that_a_stall_or_small_catering_may_not_sell_are_named_with_the_reason(goods, there):
    answer = ask(trade="小吃", goods=[goods, "烤冷面"], **there)
    paper = "小餐饮登记证" if there else "食品摊点信息公示卡"

    assert [each["goods"] for each in answer["banned"]] == [goods]
    assert paper in answer["banned"][0]["why"]


@pytest.mark.parametrize(
    ("goods", "there"),
    [
        ("裱花蛋糕", {"shop": True, "area": 50}),
        ("散装白酒", {"shop": True, "area": 20}),
        ("瓶装酱油", {}),
        ("寿司", {}),
    ],
)
def test_the_same_goods_are_not_banned_where_another_paper_covers_them(goods, there):
    assert ask(trade="小吃", goods=[goods], **there)["banned"] == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "missing_field"),
        ({"pitch": {"kind": "boat"}}, "bad_word"),
        ({"pitch": {"shopfront": "yes"}}, "bad_flag"),
        ({"pitch": {"area_m2": -1}}, "bad_ratio"),
        ({"pitch": {}, "goods": "pork"}, "bad_goods"),
        ({"pitch": {}, "workers": -1}, "bad_number"),
        ({"pitch": {}, "worker": 1}, "unknown_field"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_by_its_field(asked, code):
    with pytest.raises(Invalid) as refused:
        papers(asked)
    assert refused.value.code == code
