"""收款收据: who paid how much, how, and for what. A slip, half a page."""

from typing import Any

from market.core.paper_words import day, method, money, span
from market.core.prints import Amount, Facts, Grid, Print, Signatures

TITLE = "收款收据"


def printed(contents: dict[str, Any]) -> Print:
    """A receipt as a paper. contents: see documents.receipts.contents."""
    return Print(
        TITLE,
        (
            Facts(
                (
                    ("交款单位/人", _payer(contents)),
                    ("收款日期", day(contents["received_on"])),
                    ("收款方式", method(contents["method"])),
                )
            ),
            Grid(
                ("收款项目", "费用期间", "金额（元）"),
                tuple(_rows(contents)),
                align=("left", "left", "right"),
                widths=(44, 36, 20),
            ),
            Amount("实收金额", contents["amount"], contents["in_words"]),
            Signatures(
                (("收款单位（盖章）", ""), ("收款人", contents["cashier"]), ("交款人", "")),
            ),
        ),
        number=contents["number"],
        place=contents["market"],
        slip=True,
    )


def _payer(said: dict[str, Any]) -> str:
    payer = said["payer"]
    return (
        f"{said['vendor']}（{payer} 代交）" if payer and payer != said["vendor"] else said["vendor"]
    )


def _rows(said: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = [
        (line["item"], span(line["first"], line["last"]) or "—", money(line["amount"]))
        for line in said["lines"]
    ]
    if said["credit"] != "0.00":
        rows.append(("预收款，留作下期抵付", "—", money(said["credit"])))
    return rows
