"""收款日结: what one cashier took on one day, by method, and whether the cash agrees."""

from typing import Any

from market.core.paper_words import day, method, money
from market.core.prints import Amount, Facts, Grid, Print, Signatures, Words

TITLE = "收款日结单"


def printed(contents: dict[str, Any]) -> Print:
    """The cashier's closing of a day as a paper.

    contents: {number, market, day, cashier, rows [{method, count, amount (taken), reversed
    (0.00 or more, taken back), net}], counted_cash (or None when not counted), difference
    (counted less booked, or None), total (net of all), in_words (of the total; optional)}.
    """
    rows = contents["rows"]
    return Print(
        TITLE,
        (
            Facts((("日期", day(contents["day"])), ("收款员", contents["cashier"]))),
            Grid(
                ("收款方式", "笔数", "收入（元）", "冲回（元）", "净额（元）"),
                tuple(
                    (
                        method(row["method"]),
                        str(row["count"]),
                        money(row["amount"]),
                        money(row["reversed"]),
                        money(row["net"]),
                    )
                    for row in rows
                )
                or (("当日没有收款", "0", "0.00", "0.00", "0.00"),),
                align=("left", "right", "right", "right", "right"),
                widths=(28, 12, 20, 20, 20),
                total=(
                    "合计",
                    str(sum(row["count"] for row in rows)),
                    "",
                    "",
                    money(contents["total"]),
                ),
            ),
            Amount("净收合计", contents["total"], contents.get("in_words", "")),
            *_cash(contents),
            Signatures((("收款员", ""), ("复核", "")), sealed=False),
        ),
        number=contents["number"],
        place=contents["market"],
    )


def _cash(said: dict[str, Any]) -> tuple[Facts | Words, ...]:
    if said["counted_cash"] is None:
        return (Words("现金未清点。"),)
    facts = Facts(
        (
            ("清点现金", f"¥{money(said['counted_cash'])}"),
            ("长短款", _difference(said["difference"])),
        )
    )
    return (facts,)


def _difference(amount: str) -> str:
    if amount == "0.00":
        return "0.00，账实相符"
    word = "短款" if amount.startswith("-") else "长款"
    return f"{word} ¥{money(amount.lstrip('-'))}"
