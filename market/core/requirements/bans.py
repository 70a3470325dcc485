"""Goods that may not be sold under some papers, and how they are called besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# the law's own names, and what a vendor would write instead
ALSO = {
    "裱花蛋糕": ("裱花", "奶油蛋糕", "生日蛋糕"),
    "生食水产品": ("生食水产", "生食海鲜", "刺身", "生鱼片", "生腌", "醉虾", "醉蟹", "生蚝生食"),
    "散装酒": ("散酒", "散白酒", "散装白酒", "散装啤酒", "散装黄酒", "散装葡萄酒"),
    "现制乳制品": ("现制酸奶", "自制酸奶", "现挤牛奶", "现制鲜奶", "现制奶酪"),
    "散装食醋": ("散醋", "散装醋"),
    "散装酱油": ("散酱油",),
    "散装食用油": ("散油", "散装油", "散装花生油", "散装豆油", "散装大豆油", "散装香油"),
    "保健食品": ("保健品",),
    "婴幼儿配方食品": ("婴幼儿配方", "婴儿奶粉", "婴幼儿奶粉", "婴儿配方"),
    "特殊医学用途配方食品": ("特殊医学", "特医食品", "特医"),
}
PAPERS = ("SD_FOOD_STALL_CARD", "SD_SMALL_CATERING")


@dataclass(frozen=True)
class Ban:
    """Goods as they were named, the law's name for them, and the paper that does not cover them."""

    goods: str
    law: str
    paper: str


def banned(
    goods: Iterable[str], papers: Iterable[str], lists: Mapping[str, Iterable[str]]
) -> tuple[Ban, ...]:
    """Which of the goods none of these papers covers, each once, in the order they were named.

    lists: by the code of a paper, the goods that may not be sold under it.
    """
    found: dict[str, Ban] = {}
    codes = [code for code in papers if code in lists]
    for name in goods:
        for code in codes:
            law = _match(name, lists[code])
            if law and name not in found:
                found[name] = Ban(name, law, code)
    return tuple(found.values())


def _match(name: str, laws: Iterable[str]) -> str:
    said = "".join(name.split())
    for law in laws:
        if any(word in said for word in (law, *ALSO.get(law, ()))):
            return law
    return ""
