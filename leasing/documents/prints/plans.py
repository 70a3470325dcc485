"""缴费计划: what is due when, on a page of its own."""

from typing import Any

from leasing.documents.prints.annexes import parties, plan
from market.core.paper_words import span
from market.core.prints import Facts, Print, Words

TITLE = "缴费计划"


def printed(contents: dict[str, Any]) -> Print:
    """The payment plan as a paper. contents: see leasing.documents.plans.contents."""
    facts = (*parties(contents), ("租赁期限", span(contents["first"], contents["last"])))
    return Print(
        TITLE,
        (
            Facts(facts),
            plan(contents),
            Words(
                "请在应付日当日或者之前付清，付款后索取收据。本计划是租赁合同的附表，与合同一致。"
            ),
        ),
        number=contents["reference"],
        place=contents["market"],
    )
