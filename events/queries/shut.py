"""The closed days on the programme that take something off the rent."""

from datetime import date

from events.core.states import SessionState
from events.models import Session
from market.core.shutting import Shutting

NOTE = 100


def shut(since: date) -> list[Shutting]:
    """Every announced session of a closure series with a rebate, from this day on. One query.

    One that is called off or put off closes nothing.
    """
    rows = Session.objects.filter(
        series__kind="closure",
        series__rebate_percent__isnull=False,
        state=SessionState.PUBLISHED,
        day__gte=since,
    )
    return [
        Shutting(
            key=f"session:{each.uid}",
            market=each.series.market_id,
            zone=each.zone_id,
            day=each.day,
            percent=each.series.rebate_percent,
            note=(each.name or each.series.name)[:NOTE],
        )
        for each in rows.select_related("series").order_by("day", "pk")
        if each.series.rebate_percent is not None
    ]
