"""What a market has settled about paying late: grace, cap, who bears a fee, and how dear a day is."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from leasing.core.arrears_states import Posting
from leasing.core.late_fees import Grace
from market.models.checks import one_of

GRACES = tuple(map(str, Grace))


class ArrearsPolicy(models.Model):
    """The house rules of one market. The rates stand apart, because they have a history.

    items: what bears a late fee; a deposit and a late fee itself never do.
    overdue_days: how late rent must be before the way to a termination begins.
    """

    market = models.OneToOneField("market.Market", models.PROTECT, related_name="arrears_policy")
    items = models.ManyToManyField("market.FeeItem", related_name="+", blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)
    grace = models.CharField(max_length=14, default=Grace.WAIVE_WITHIN)
    cap_percent = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(30), validators=[MinValueValidator(0)]
    )
    minimum_fen = models.BigIntegerField(default=0)
    posting = models.CharField(max_length=16, default=Posting.OFF)
    cure_days = models.PositiveSmallIntegerField(default=15)
    overdue_days = models.PositiveSmallIntegerField(default=30)
    return_days = models.PositiveSmallIntegerField(default=15, help_text="working days")

    class Meta:
        verbose_name_plural = "arrears policies"
        constraints = [
            one_of("grace", GRACES, name="late_grace_is_known"),
            one_of("posting", Posting, name="late_posting_is_known"),
            models.CheckConstraint(
                condition=Q(minimum_fen__gte=0) & Q(cap_percent__gte=0),
                name="late_minimum_and_cap_from_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market}"


class LateFeeRate(models.Model):
    """What a day late costs from a day on, in percent: of a market, or of one lease of it.

    It holds until the next begins. A lease's own rates take the market's place from their day.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="late_fee_rates")
    lease = models.ForeignKey(
        "leasing.Lease", models.PROTECT, null=True, blank=True, related_name="late_fee_rates"
    )
    percent_per_day = models.DecimalField(max_digits=7, decimal_places=4)
    begins_on = models.DateField()

    class Meta:
        ordering = ["market", "begins_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "begins_on"],
                condition=Q(lease__isnull=True),
                name="late_rate_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["lease", "begins_on"],
                condition=Q(lease__isnull=False),
                name="late_rate_of_a_lease_once_a_day",
            ),
            models.CheckConstraint(condition=Q(percent_per_day__gte=0), name="late_rate_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.percent_per_day} % from {self.begins_on}"


class LateFee(models.Model):
    """A late fee that was charged: for which charge, the how manieth, and up to which day."""

    charge = models.ForeignKey("market.Charge", models.PROTECT, related_name="late_fees")
    fee = models.OneToOneField("market.Charge", models.PROTECT, related_name="late_fee_of")
    number = models.PositiveIntegerField()
    until_on = models.DateField()

    class Meta:
        ordering = ["charge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["charge", "number"], name="late_fee_once_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.charge}: {self.number}"


class LateFeeWaiver(models.Model):
    """So much of a charge's late fee is not asked for; who said so and why."""

    charge = models.ForeignKey("market.Charge", models.PROTECT, related_name="late_fee_waivers")
    amount_fen = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="waiver_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.charge}: {self.reason}"
