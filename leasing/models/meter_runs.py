"""Which months were billed by meter, and which charge stands for which line."""

from django.db import models
from django.db.models import Q

from leasing.core.metering.states import MeterRunState
from market.models.checks import one_of


class MeterRun(models.Model):
    """A month of a market that was billed. month: its first day. Voided, it can be billed anew."""

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="meter_runs")
    month = models.DateField()
    state = models.CharField(max_length=8, default=MeterRunState.CHARGED)
    due_on = models.DateField()
    charged_at = models.DateTimeField()
    charged_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["market", "-month", "-id"]
        constraints = [
            one_of("state", MeterRunState, name="meter_run_state_is_known"),
            models.UniqueConstraint(
                fields=["market", "month"],
                condition=Q(state=MeterRunState.CHARGED),
                name="month_is_billed_once_by_meter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MeterLine(models.Model):
    """A charge, or a credit, for one line: a lease's own use at a place, or its part of a loss.

    month: the first day of the month that it is about; the run may be a later one, where it
    puts that month right. meter: the first meter of the place.
    """

    run = models.ForeignKey(MeterRun, models.PROTECT, related_name="lines")
    month = models.DateField()
    meter = models.ForeignKey("leasing.Meter", models.PROTECT, related_name="lines")
    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="meter_lines")
    group = models.ForeignKey("leasing.LossGroup", models.PROTECT, null=True, related_name="lines")
    charge = models.OneToOneField("market.Charge", models.PROTECT, related_name="meter_line")
    working = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "id"]
        indexes = [models.Index(fields=["month", "meter"], name="meter_line_month")]

    def __str__(self) -> str:
        return str(self.charge)
