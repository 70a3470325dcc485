"""缴费通知单: all that one vendor is to pay at a market by one day."""

from typing import Any

from market.core.paper_words import day, money, span
from market.core.prints import Amount, Facts, Grid, Print, Words

TITLE = "缴费通知单"


def printed(contents: dict[str, Any]) -> Print:
    """A bill as a paper. contents: see documents.bills.contents."""
    facts = [("商户", contents["vendor"]), ("最迟付款日", day(contents["due_on"]))]
    if contents["pitches"]:
        facts.append(("摊位", "、".join(contents["pitches"])))
    facts.append(("制单日期", day(contents["made_on"])))
    hint = contents["account_hint"]
    return Print(
        TITLE,
        (
            Facts(tuple(facts)),
            Grid(
                ("收费项目", "费用期间", "应付（元）", "本次应付（元）"),
                tuple(
                    (
                        row["item"],
                        span(row["first"], row["last"]) or "—",
                        money(row["amount"]),
                        money(row["open"]),
                    )
                    for row in contents["rows"]
                ),
                align=("left", "left", "right", "right"),
                widths=(30, 34, 18, 20),
            ),
            Amount("本次应付合计", contents["total"], contents["in_words"]),
            *([Words(hint)] if hint else []),
            Words("对金额有疑问，请在付款日前到市场办公室核对。付款后请索取收据。"),
        ),
        number=contents["number"],
        place=contents["market"],
    )
