"""What is sold under a lease, agreed anew."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leasing import rules
from leasing.core.states import LEASE
from leasing.models import Lease
from leasing.queries.goods import lease_situation
from market.actions import moves, needs
from market.core.actors import Actor
from market.core.hours import local_day
from market.queries.banned_goods import refuse_banned
from market.queries.requirements import rules_on


@transaction.atomic
def change(lease: Lease, goods: Sequence[str], *, by: Actor, at: datetime) -> Lease:
    """Let other goods be sold under a signed lease; what they need is reckoned anew at once.

    Look at queries.goods.touched first. This will refuse goods that may not be sold there with
    Invalid("goods_banned").
    """
    rules.require(by, "lease.amend", lease)
    named = [name.strip() for name in goods if name.strip()]
    refuse_banned(lease_situation(lease, named), rules_on(local_day(at)))
    told = "、".join(named)
    moves.move(lease, LEASE, "amend", by=by, at=at, reason=f"goods: {told}", goods=named)
    needs.follow([lease.vendor_id], at=at)
    return lease
