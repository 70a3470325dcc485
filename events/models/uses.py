"""What a session takes besides pitches: a place all to itself, and the people on its stage."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from market.models.checks import one_of

USES = ("zone", "performer")


class Use(models.Model):
    """A zone, or a performer, taken for a span of time. The database gives nobody a second one.

    thing: the id of the zone, or of the vendor who performs. A released use stays as history.
    """

    session = models.ForeignKey("events.Session", models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=9)
    thing = models.BigIntegerField()
    span = DateTimeRangeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("kind", USES, name="use_is_known"),
            ExclusionConstraint(
                name="use_once_at_a_time",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("thing", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"
