"""催缴函: what is overdue, and by when it is to be paid before the lease may be terminated."""

from typing import Any

from market.core.paper_words import day, money, span
from market.core.prints import Amount, Block, Facts, Grid, Print, Signatures, Words

TITLE = "催缴函"


def printed(contents: dict[str, Any]) -> Print:
    """The letter of demand as a paper.

    contents: {number, market, vendor, lease (reference, or ""), pitches [code], made_on,
    cure_by (the last day to pay), rows [{item, first|None, last|None, due_on, amount, open}],
    late_fee ("0.00" when none), total (open and late fee together), in_words,
    account_hint (where to pay, or ""), legal (what happens after cure_by; the source named)}.
    Source: 民法典 第五百六十五条, 第七百二十二条.
    """
    return Print(
        TITLE,
        tuple(_blocks(contents)),
        number=contents["number"],
        place=contents["market"],
    )


def _blocks(said: dict[str, Any]) -> list[Block]:
    facts = [("致", said["vendor"]), ("摊位", "、".join(said["pitches"]) or "—")]
    if said["lease"]:
        facts.append(("合同编号", said["lease"]))
    facts.append(("发函日期", day(said["made_on"])))
    last = day(said["cure_by"])
    blocks: list[Block] = [
        Facts(tuple(facts)),
        Words(f"下列款项已过约定的付款日仍未付清。请在 {last}（含当日）前一次付清。", strong=True),
        Grid(
            ("项目", "费用期间", "应付日", "应付（元）", "未付（元）"),
            tuple(
                (
                    row["item"],
                    span(row["first"], row["last"]) or "—",
                    row["due_on"],
                    money(row["amount"]),
                    money(row["open"]),
                )
                for row in said["rows"]
            ),
            align=("left", "left", "left", "right", "right"),
            widths=(22, 34, 16, 16, 16),
            total=_late_fee(said["late_fee"]),
        ),
        Amount("应付合计", said["total"], said["in_words"]),
    ]
    blocks += [Words(text) for text in (said["account_hint"], said["legal"]) if text]
    closing = (
        "如果您已经付清，请带付款凭证到市场办公室核对，本函即作废。对金额有疑问，请在期限内来核对。"
    )
    return [*blocks, Words(closing), Signatures((("出函方（市场）", ""), ("签收人", "")))]


def _late_fee(amount: str) -> tuple[str, ...]:
    return () if amount == "0.00" else ("违约金", "", "", "", money(amount))
