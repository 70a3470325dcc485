"""退款单: money that goes back to a vendor, who asked for it and who approved it."""

from typing import Any

from market.core.paper_words import day, method
from market.core.prints import Amount, Facts, Print, Signatures

TITLE = "退款单"


def printed(contents: dict[str, Any]) -> Print:
    """The voucher of a refund, a slip.

    contents: {number, market, vendor, amount, in_words, method (cash, bank…), reason,
    requested_by (name), approved_by (name), paid_on (ISO day, or None while it is not paid)}.
    """
    return Print(
        TITLE,
        (
            Facts(
                (
                    ("收款人", contents["vendor"]),
                    ("退款原因", contents["reason"]),
                    ("退款方式", method(contents["method"])),
                    ("退款日期", day(contents["paid_on"]) or "待付"),
                )
            ),
            Amount("退款金额", contents["amount"], contents["in_words"]),
            Signatures(
                (
                    ("申请人", contents["requested_by"]),
                    ("审批人", contents["approved_by"]),
                    ("收款人签字", ""),
                ),
                sealed=False,
            ),
        ),
        number=contents["number"],
        place=contents["market"],
        slip=True,
    )
