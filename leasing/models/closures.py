"""Part of a market is closed for some days, and the rent is less for them."""

from django.db import models
from django.db.models import F, Q

from leasing.core.closures import ClosureReason
from leasing.core.life_states import ClosureState
from market.models.checks import one_of


class Closure(models.Model):
    """A span of closed days with its rebate. The last day is included.

    percent: what is taken off for these days; 100 is all of it. item: off which fee, none is all
    that is charged by time. zone: where it is a whole zone. key: of the
    announced day that it follows, if any.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="closures")
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    reason = models.CharField(max_length=12)
    note = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    item = models.ForeignKey("market.FeeItem", models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=10, default=ClosureState.STANDING)
    made_at = models.DateTimeField()
    key = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            one_of("reason", ClosureReason, name="closure_reason_is_known"),
            one_of("state", ClosureState, name="closure_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="closure_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0) & Q(percent__lte=100), name="closure_rebate_is_a_part"
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state=str(ClosureState.STANDING)) & ~Q(key=""),
                name="closure_once_per_announced_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market}: {self.reason} {self.starts_on}"


class ClosurePitch(models.Model):
    """A pitch that is closed. hold: what keeps it shut, where nobody had it."""

    closure = models.ForeignKey(Closure, models.CASCADE, related_name="pitches")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, related_name="+")
    hold = models.OneToOneField("market.Hold", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["closure", "pitch"], name="closed_once")]

    def __str__(self) -> str:
        return f"{self.closure}: {self.pitch}"


class ClosureLease(models.Model):
    """A running lease that a closure touches, and whether its bills are put right by now.

    percent: of the lease's rent, where only some of its pitches are closed. settled_at: none
    while it waits. fault: why the last try left it out.
    """

    closure = models.ForeignKey(Closure, models.CASCADE, related_name="touched")
    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="closures")
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    settled_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["closure", "lease"], name="touched_once"),
        ]
        indexes = [
            models.Index(fields=["id"], name="closure_unsettled", condition=Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.closure}: {self.lease}"
