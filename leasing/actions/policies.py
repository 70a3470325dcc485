"""What a market settles about paying late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from leasing import rules
from leasing.models import ArrearsPolicy
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.models import Market

COLUMNS = (
    "grace_days",
    "grace",
    "cap_percent",
    "posting",
    "cure_days",
    "overdue_days",
    "return_days",
)
BEAR_NONE = ("deposit", "late-fee", "earnest")


@transaction.atomic
def settle(market: Market, told: Mapping[str, Any], *, by: Actor, at: datetime) -> ArrearsPolicy:
    """Write down what bears a late fee, with which grace, cap and floor, and when it is charged.

    told: the columns, `items` and `minimum` in fen. A deposit and a late fee never bear one.
    """
    rules.require(by, "latefee.settle", market)
    items = list(told["items"])
    if any(item.code in BEAR_NONE for item in items):
        raise Invalid("bears_none", "A deposit or a late fee bears no late fee.", field="items")
    policy, _ = ArrearsPolicy.objects.update_or_create(
        market=market,
        defaults={
            **{name: told[name] for name in COLUMNS},
            "minimum_fen": told.get("minimum") or 0,
        },
    )
    policy.items.set(items)
    return policy
