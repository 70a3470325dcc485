"""Which pitch is taken, when. One constraint says that nobody else has it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models

from market.models.checks import one_of

HOLD_FOR = ("lease", "offer", "night", "closure")


class Hold(models.Model):
    """A pitch taken on some days, on some weekdays, during some minutes of the market day.

    days: half-open range of dates, may be open at the end.
    weekdays: half-open range of ISO weekdays in [1, 8).
    minutes: half-open range of minutes of the market day in [300, 1740).
    A released hold stays as history and holds nothing.
    """

    pitch = models.ForeignKey("market.Pitch", models.PROTECT, related_name="holds")
    days = DateRangeField()
    weekdays = IntegerRangeField()
    minutes = IntegerRangeField()
    held_for = models.CharField(max_length=10)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("held_for", HOLD_FOR, name="hold_purpose_is_known"),
            models.CheckConstraint(
                condition=models.Q(weekdays__contained_by=(1, 8))
                & models.Q(weekdays__isempty=False)
                & models.Q(minutes__contained_by=(300, 1740))
                & models.Q(minutes__isempty=False)
                & models.Q(days__isempty=False)
                & models.Q(days__lower_inf=False),
                name="hold_within_week_and_market_day",
            ),
            ExclusionConstraint(
                name="hold_once_per_pitch_and_hour",
                expressions=[
                    ("pitch", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                    ("weekdays", RangeOperators.OVERLAPS),
                    ("minutes", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(released_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pitch} {self.days}"
