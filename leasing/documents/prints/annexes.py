"""What several papers of a lease share: its parties, its fees, its payment plan."""

from typing import Any

from market.core.paper_words import PER, money, span
from market.core.prints import Grid


def parties(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Who lets which pitches to whom."""
    return (*sides(said), ("摊位", _pitches(said)))


def sides(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Who lets to whom."""
    contact = said.get("contact")
    vendor = said["vendor"]
    if contact and contact != vendor:
        vendor = f"{vendor}（联系人：{contact}）"
    return (("出租方", said["market"]), ("承租方", vendor))


def fees(said: dict[str, Any], *, title: str = "附表一　租金和费用") -> Grid:
    """Every fee with its rate, for as long as it runs."""
    rows = tuple(
        (
            _named(term),
            _per(term),
            _when(term),
            money(term["amount"]),
        )
        for term in said["terms"]
    )
    return Grid(
        ("项目", "计费周期", "适用期间", "金额（元）"),
        rows,
        align=("left", "left", "left", "right"),
        widths=(32, 22, 30, 16),
        title=title,
    )


def _named(term: dict[str, Any]) -> str:
    """The item, with what the lease notes beside it."""
    note = term.get("note")
    return f"{term['item']}（{note}）" if note else str(term["item"])


def _per(term: dict[str, Any]) -> str:
    """每月, or 每月每平方米（12.50）with the square metres that were agreed."""
    per = PER.get(term["per"], term["per"])
    area = term.get("area_m2")
    return f"{per}每平方米（共 {area}）" if area else per


def _when(term: dict[str, Any]) -> str:
    """The days for which it runs; of a one-off, its day."""
    if term["per"] == "once":
        return term["first"] or ""
    return span(term["first"], term["last"]) or "整个租期"


def plan(said: dict[str, Any], *, title: str = "") -> Grid:
    """Every bill: which days, due when, made up of what."""
    return Grid(
        ("期次", "费用期间", "应付日", "明细", "应付（元）"),
        tuple(
            (
                str(number),
                span(bill["first"], bill["last"]),
                bill["due"],
                _made_up(said["plan"], number),
                money(bill["amount"]),
            )
            for number, bill in enumerate(said["plan"], 1)
        ),
        align=("left", "left", "left", "left", "right"),
        widths=(8, 27, 14, 36, 15),
        total=("合计", "", "", "", money(said["total"])) if "total" in said else (),
        title=title,
    )


def _made_up(bills: list[dict[str, Any]], number: int) -> str:
    """What a bill is made up of, spelt out once where many are alike."""
    lines = bills[number - 1]["lines"]
    first = next(at for at, bill in enumerate(bills, 1) if bill["lines"] == lines)
    if first < number:
        return f"同第 {first} 期"
    return "；".join(f"{line['item']} {money(line['amount'])}" for line in lines)


def _pitches(said: dict[str, Any]) -> str:
    return "、".join(_pitch(pitch) for pitch in said["pitches"])


def _pitch(pitch: dict[str, Any]) -> str:
    area = pitch["area_m2"]
    size = f"，{area} 平方米" if area not in ("None", None) else ""
    return f"{pitch['code']}（{pitch['zone']}{size}）"
