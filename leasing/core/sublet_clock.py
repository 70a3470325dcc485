"""The six months in which a market that knows of a sublet has to object."""

from datetime import date, timedelta

from market.core.periods import months_after

REMIND_AFTER = (30, 90, 150)


def object_by(learned_on: date) -> date:
    """The last day on which the market can object; silence until then is consent.

    Source: 民法典 第七百一十八条, six months from the day on which it knew or should have known.
    """
    return months_after(learned_on, 6)


def stage(learned_on: date, on: date) -> int:
    """How many of the reminders have come due by the day: 0 to 3."""
    return sum(on >= learned_on + timedelta(days=days) for days in REMIND_AFTER)
