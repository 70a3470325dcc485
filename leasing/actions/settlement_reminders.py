"""Reminding the cashiers of deposits that have to go back soon, or should have."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from leasing import rules
from leasing.models import Settlement
from leasing.queries.settlements import to_return
from market.actions import planning
from market.actions.notices import KEEPS, draft
from market.core.actors import Actor
from market.core.hours import local_day
from market.core.reports import Report
from market.models import Notice, Role, User

AHEAD = timedelta(days=3)
STAGES = ("soon", "late")


def remind(*, by: Actor, at: datetime) -> Report:
    """Tell every cashier of the market, three days ahead and once when the day has passed."""
    rules.require(by, "latefee.post", None)
    return planning.write_down("remind_deposits", _drafts(at))


def _drafts(at: datetime) -> Iterator[Notice]:
    on = local_day(at)
    due = to_return(Settlement.objects.filter(return_by__lte=on + AHEAD))
    rows = list(due.select_related("lease__market"))
    cashiers = _cashiers({row.lease.market_id for row in rows})
    for row in rows:
        stage = "late" if row.return_by < on else "soon"
        for user in cashiers.get(row.lease.market_id, []):
            for channel in settings.NOTICE_CHANNELS:
                yield draft(
                    "deposit_to_return",
                    subject=f"settlement:{row.pk}",
                    key=f"deposit_to_return/{row.pk}/{row.return_by}/{stage}/{user.pk}/{channel}",
                    channel=channel,
                    vendor=None,
                    user=user,
                    market=row.lease.market,
                    facts={"lease": row.lease.reference, "due_on": row.return_by.isoformat()},
                    not_before=at,
                    stale_at=at + KEEPS,
                    at=at,
                )


def _cashiers(markets: set[int]) -> dict[int, list[User]]:
    """Who holds the role of a cashier at each of these markets."""
    found: dict[int, list[User]] = {market: [] for market in markets}
    roles = Role.objects.filter(name="cashier", user__is_active=True).select_related("user")
    for role in roles.order_by("user"):
        for market in markets if role.market_id is None else {role.market_id} & markets:
            if role.user not in found[market]:
                found[market].append(role.user)
    return found
