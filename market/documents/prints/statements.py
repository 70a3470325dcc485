"""对账单: what was charged and what was paid in a span of days, with the balance after each."""

from typing import Any

from market.core.paper_words import money, price, span
from market.core.prints import Facts, Grid, Print, Signatures, Words

TITLE = "对账单"


def printed(contents: dict[str, Any]) -> Print:
    """A statement as a paper. contents: see documents.statements.contents."""
    return Print(
        TITLE,
        (
            Facts(
                (
                    ("商户", contents["vendor"]),
                    ("对账期间", span(contents["first"], contents["last"])),
                    ("期初欠款", _owed(contents["opening"])),
                    ("期末欠款", _owed(contents["closing"])),
                )
            ),
            Grid(
                ("日期", "摘要", "应付（元）", "已付（元）", "余额（元）"),
                tuple(_rows(contents)),
                align=("left", "left", "right", "right", "right"),
                widths=(14, 42, 15, 15, 16),
                total=(
                    "本期合计",
                    "",
                    money(contents["charged"]),
                    money(contents["paid"]),
                    money(contents["closing"]),
                ),
            ),
            Words("余额为正数是商户尚欠的款项，为负数是商户的预付款。如有不符，请在十五日内提出。"),
            Signatures((("市场（盖章）", ""), ("商户核对无误", ""))),
        ),
        number=contents["number"],
        place=contents["market"],
    )


def _rows(said: dict[str, Any]) -> list[tuple[str, ...]]:
    opening = (said["first"], "期初余额", "", "", money(said["opening"]))
    return [
        opening,
        *(
            (
                row["on"],
                row["what"],
                money(row["charged"]) if row["charged"] else "",
                money(row["paid"]) if row["paid"] else "",
                money(row["balance"]),
            )
            for row in said["rows"]
        ),
    ]


def _owed(amount: str) -> str:
    return f"预付 {price(amount[1:])}" if amount.startswith("-") else price(amount)
