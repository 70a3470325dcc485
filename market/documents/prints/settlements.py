"""押金结算单: what was held, what is set off against it, and what goes back."""

from typing import Any

from market.core.paper_words import day, money
from market.core.prints import Amount, Facts, Grid, Print, Signatures, Words

TITLE = "押金结算单"


def printed(contents: dict[str, Any]) -> Print:
    """The settlement of a deposit as a paper.

    contents: {number, market, vendor, lease, pitches [code], ended_on, return_by (or None),
    deposit, claims [{what, amount, applied, note (or "")}], applied, returned, still_owed,
    in_words (of what is returned; of what is still owed when nothing is returned)}.
    applied + returned = deposit.
    """
    return Print(
        TITLE,
        (
            Facts(
                (
                    ("承租方", contents["vendor"]),
                    ("合同编号", contents["lease"]),
                    ("摊位", "、".join(contents["pitches"]) or "—"),
                    ("租赁结束日", day(contents["ended_on"])),
                )
            ),
            Grid(
                ("扣抵项目", "说明", "应付（元）", "从押金扣抵（元）"),
                tuple(
                    (row["what"], row["note"] or "—", money(row["amount"]), money(row["applied"]))
                    for row in contents["claims"]
                )
                or (("无扣抵项目", "—", "0.00", "0.00"),),
                align=("left", "left", "right", "right"),
                widths=(26, 34, 18, 22),
                total=("扣抵合计", "", "", money(contents["applied"])),
            ),
            Facts((("已收押金", f"¥{money(contents['deposit'])}"),)),
            _outcome(contents),
            Words(_promise(contents)),
            Signatures((("出租方（市场）", ""), ("承租方", ""))),
        ),
        number=contents["number"],
        place=contents["market"],
    )


def _outcome(said: dict[str, Any]) -> Amount:
    if said["returned"] == "0.00" and said["still_owed"] != "0.00":
        return Amount("押金扣抵后仍欠", said["still_owed"], said["in_words"])
    return Amount("应退还押金", said["returned"], said["in_words"])


def _promise(said: dict[str, Any]) -> str:
    text = "双方核对无误后签字，一式两份。"
    if said["return_by"] and said["returned"] != "0.00":
        text += f"应退押金最迟于 {day(said['return_by'])}（含当日）退还，不计利息。"
    if said["returned"] == "0.00" and said["still_owed"] != "0.00":
        text += "押金不足以抵付的部分，由承租方另行付清。"
    return text
