"""What a session came to: how many people, what weather, what was taken."""

from django.db import models
from django.db.models import Q

from market.models.checks import one_of

WAYS = ("typed", "counted")
WEATHERS = ("sunny", "cloudy", "rain", "wind", "snow", "fog")


class Attendance(models.Model):
    """How many came to a session, typed in by somebody or counted at the gate, and the weather."""

    session = models.OneToOneField("events.Session", models.PROTECT, related_name="attendance")
    people = models.PositiveIntegerField(null=True, blank=True)
    way = models.CharField(max_length=7, default="typed")
    weather = models.CharField(max_length=6, blank=True)
    celsius = models.SmallIntegerField(null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("market.User", models.PROTECT, null=True)

    class Meta:
        constraints = [
            one_of("way", WAYS, name="attendance_way_is_known"),
            one_of("weather", ("", *WEATHERS), name="attendance_weather_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.people}"


class Takings(models.Model):
    """What a vendor says they took on a night. Nobody has to; only sums are shown to others."""

    sign_up = models.OneToOneField("events.SignUp", models.PROTECT, related_name="takings")
    amount_fen = models.BigIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "takings"
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="takings_are_not_below_nil")
        ]

    def __str__(self) -> str:
        return f"{self.sign_up}: {self.amount_fen}"
