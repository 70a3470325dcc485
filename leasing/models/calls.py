"""The market calls for applications: for which ground, until when, and how it will be decided."""

from django.db import models
from django.db.models import F, Q

from leasing.core.states import CallState
from market.models.checks import one_of
from market.models.places import PITCH_KINDS

WAYS = ("arrival", "review", "lottery")


class Call(models.Model):
    """One call (招租公告). `reference` stands in its public address.

    decided_by: in the order of arrival, by review, or by lottery. zone: the ground it is about,
    where it names no pitches. late_code_print: a keyed print of the code that still lets
    somebody hand in after it has closed; the code itself is nowhere.
    """

    reference = models.CharField(max_length=16, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=12, default="stall")
    state = models.CharField(max_length=10, default=CallState.DRAFT)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True, max_length=4000)
    text_en = models.TextField(blank=True, max_length=4000)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    decided_by = models.CharField(max_length=8, default="review")
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    pitches = models.ManyToManyField("market.Pitch", through="CallPitch", related_name="+")
    late_code_print = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            one_of("state", CallState, name="call_state_is_known"),
            one_of("kind", PITCH_KINDS, name="call_kind_is_known"),
            one_of("decided_by", WAYS, name="call_way_is_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="call_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CallPitch(models.Model):
    """A pitch that a call is about."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="pitch_rows")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "pitch"], name="call_pitch_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.pitch}"


class CallQuota(models.Model):
    """How many vendors of one trade a call has room for."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="quotas")
    trade = models.CharField(max_length=30)
    places = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["call", "trade"], name="quota_once_per_trade")
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.trade} {self.places}"
