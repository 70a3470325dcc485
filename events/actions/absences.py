"""Somebody is away for some days: every night of theirs in them is given back in one go."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from events.actions import sign_ups
from events.core.states import IS_OVER
from events.models import SignUp
from market.core.actors import Actor
from market.core.refusals import Invalid

MOST_DAYS = 92


@transaction.atomic
def away(
    vendors: Collection[int], *, first: date, last: date, by: Actor, at: datetime
) -> list[SignUp]:
    """Give back every night to come of these vendors, from the first to the last day included.

    The money goes back as it does for each of them alone. This will give those that were given
    back; raises Invalid("bad_span") for days in the wrong order or more than 92.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Invalid(
            "bad_away",
            "Choose a first and a last day, at most {most} days.",
            most=MOST_DAYS,
            field="last",
        )
    mine = SignUp.objects.filter(
        vendor__in=vendors, session__day__range=(first, last), session__starts_at__gt=at
    ).exclude(state__in=IS_OVER)
    return [sign_ups.withdraw(one, by=by, at=at) for one in mine.order_by("pk")]
