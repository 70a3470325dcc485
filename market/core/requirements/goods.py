"""What is sold, sorted the way food law sorts it. The words are Chinese market words, some English."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class Goods(StrEnum):
    """The classes of goods that bring papers with them."""

    PRODUCE = "produce"  # 食用农产品
    MEAT = "meat"  # 畜禽及其产品
    CATERING = "catering"  # 现场制售、餐饮
    READY = "ready"  # 散装直接入口食品
    BULK = "bulk"  # 其他散装食品
    PREPACKED = "prepacked"  # 预包装食品
    WORKSHOP = "workshop"  # 作坊加工
    OTHER = "other"  # 不是食品


FOOD = frozenset(
    (Goods.CATERING, Goods.READY, Goods.BULK, Goods.PREPACKED, Goods.WORKSHOP)
)  # farm produce and raw meat are not licensed as food (食品安全法 第三十五条)

TRADES = {
    "水产": Goods.PRODUCE,
    "鲜肉": Goods.MEAT,
    "清真": Goods.MEAT,
    "蔬菜": Goods.PRODUCE,
    "水果": Goods.PRODUCE,
    "禽蛋": Goods.PRODUCE,
    "豆制品面食": Goods.READY,
    "熟食": Goods.READY,
    "粮油干货": Goods.BULK,
    "小吃": Goods.CATERING,
    "百货": Goods.OTHER,
}

# the first word that is found in the name of the goods decides: the more particular come first
_WORDS: tuple[tuple[Goods, tuple[str, ...]], ...] = (
    (Goods.OTHER, ("种子", "农资", "宠物", "渔具", "非食品", "玩具", "花卉", "鲜花")),
    (Goods.PREPACKED, ("预包装", "包装食品", "瓶装", "罐头", "盒装", "prepack", "packaged")),
    (Goods.WORKSHOP, ("作坊", "加工", "自酿", "现榨", "榨油", "油坊", "酿造", "workshop")),
    (
        Goods.READY,
        (
            *("酱肉", "酱货", "酱菜", "酱牛肉", "卤", "烧鸡", "扒鸡", "烤鸭", "熟", "凉拌", "凉菜"),
            *(
                "火腿",
                "香肠",
                "咸菜",
                "泡菜",
                "豆腐",
                "豆皮",
                "豆制品",
                "豆浆",
                "馒头",
                "面条",
                "饺子皮",
            ),
            *("面食", "糕点", "点心", "deli", "cooked", "tofu"),
        ),
    ),
    (
        Goods.CATERING,
        (
            *("炸", "煎", "烧烤", "烤", "锅贴", "冰粉", "糖葫芦", "奶茶", "茶饮", "柠檬茶", "咖啡"),
            *(
                "麻辣烫",
                "寿司",
                "水果捞",
                "小吃",
                "小炒",
                "炒面",
                "炒饭",
                "米线",
                "串",
                "蛋糕",
                "烘焙",
            ),
            *(
                "面包",
                "冰淇淋",
                "冷饮",
                "饮品",
                "甜品",
                "果汁",
                "餐",
                "捞饭",
                "盒饭",
                "粥",
                "疙瘩汤",
            ),
            *(
                "丸子",
                "饼",
                "包子",
                "水饺",
                "馄饨",
                "火锅",
                "铁板",
                "糖水",
                "刺身",
                "生鱼片",
                "生腌",
            ),
            *("现制", "catering", "restaurant", "snack", "coffee", "barbecue", "noodle", "cake"),
        ),
    ),
    (Goods.PRODUCE, ("鸡蛋", "鸭蛋", "鹅蛋", "鲜蛋", "鹌鹑蛋", "eggs")),
    (
        Goods.PREPACKED,
        (
            *(
                "特产",
                "干海产",
                "茶叶",
                "酒水",
                "蜂蜜",
                "白酒",
                "啤酒",
                "饮料",
                "牛奶",
                "奶粉",
                "零食",
            ),
            *("保健食品", "婴幼儿", "特殊医学"),
        ),
    ),
    (
        Goods.BULK,
        (
            *(
                "粮油",
                "干货",
                "花生油",
                "食用油",
                "炒货",
                "面粉",
                "虾皮",
                "散装",
                "酱油",
                "食醋",
                "调料",
            ),
            *("鱼丸", "粉条", "白糖", "food"),
        ),
    ),
    (
        Goods.MEAT,
        (
            *("猪", "牛肉", "牛杂", "羊", "排骨", "下货", "白条", "鸡", "鸭", "鹅", "禽", "肉"),
            *("meat", "pork", "beef", "lamb", "mutton", "chicken", "poultry", "butcher"),
        ),
    ),
    (
        Goods.PRODUCE,
        (
            *(
                "菜",
                "果",
                "菇",
                "菌",
                "葱",
                "姜",
                "蒜",
                "瓜",
                "茄",
                "土豆",
                "根茎",
                "农产品",
                "水产",
            ),
            *(
                "鱼",
                "虾",
                "蟹",
                "贝",
                "海参",
                "海带",
                "蛤",
                "蛏",
                "苹果",
                "梨",
                "草莓",
                "樱桃",
                "葡萄",
            ),
            *(
                "大米",
                "杂粮",
                "玉米",
                "木耳",
                "红薯",
                "豆角",
                "produce",
                "vegetable",
                "fruit",
                "fish",
            ),
        ),
    ),
    (Goods.OTHER, ("百货", "日杂", "服装", "五金", "general goods")),
)


@lru_cache(maxsize=2048)
def class_of(name: str) -> Goods | None:
    """The class of goods by its name, None where no word of it is known."""
    text = name.strip().casefold()
    if text in TRADES:
        return TRADES[text]
    return next((kind for kind, words in _WORDS if any(word in text for word in words)), None)


def classes_of(trade: str, goods: Iterable[str]) -> frozenset[Goods]:
    """Every class that is sold: by the trade, and by each of the goods.

    What no word is known of counts as the trade does; without a known trade it is not food.
    """
    own = class_of(trade) if trade.strip() else None
    named = {class_of(each) for each in goods if each.strip()}
    found = {kind for kind in (own, *named) if kind is not None}
    return frozenset(found or {Goods.OTHER})
