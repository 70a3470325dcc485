"""Deposits and their settlement (押金结算): what is taken, what goes back, and by when."""

from django.db import models
from django.db.models import Q

from leasing.core.arrears_states import ClaimKind, SettlementState
from market.models.checks import one_of


class Settlement(models.Model):
    """What becomes of a lease's deposit at its end."""

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="settlements")
    state = models.CharField(max_length=10, default=SettlementState.DRAFTED)
    return_by = models.DateField(help_text="the last day to give the rest back")
    drafted_at = models.DateTimeField()
    answered_how = models.CharField(max_length=10, blank=True, help_text="phone or paper")
    objection = models.CharField(max_length=300, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    fees_until = models.DateField(help_text="late fees are reckoned up to this day")
    held_fen = models.BigIntegerField(default=0)
    credit_fen = models.BigIntegerField(default=0, help_text="the vendor's own, besides")
    returned_fen = models.BigIntegerField(default=0)
    still_owed_fen = models.BigIntegerField(default=0)
    returned_on = models.DateField(null=True, blank=True, help_text="when the money went out")
    document = models.ForeignKey("market.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", SettlementState, name="settlement_state_is_known"),
            models.UniqueConstraint(
                fields=["lease"], condition=~Q(state="withdrawn"), name="one_settlement_per_lease"
            ),
            models.CheckConstraint(
                condition=Q(held_fen__gte=0, returned_fen__gte=0, still_owed_fen__gte=0),
                name="settlement_from_zero",
            ),
        ]
        indexes = [models.Index(fields=["return_by"], name="settlement_return_by")]

    def __str__(self) -> str:
        return f"{self.lease}: {self.state}"


class SettlementClaim(models.Model):
    """One thing the deposit answers for. What is charged already names its charge.

    late_for: the charge whose late fee this is, as long as it is not charged.
    """

    settlement = models.ForeignKey(Settlement, models.CASCADE, related_name="claims")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    amount_fen = models.BigIntegerField()
    applied_fen = models.BigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    charge = models.ForeignKey("market.Charge", models.PROTECT, null=True, related_name="+")
    late_for = models.ForeignKey("market.Charge", models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("market.Upload", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["settlement", "position"]
        constraints = [
            one_of("kind", ClaimKind, name="claim_kind_is_known"),
            models.UniqueConstraint(fields=["settlement", "position"], name="claim_place_once"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) & Q(applied_fen__gte=0), name="claim_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement}: {self.kind}"


class DepositClaim(models.Model):
    """While a lease runs: so much of its deposit paid for something, and is to be topped up."""

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="deposit_claims")
    charge = models.OneToOneField("market.Charge", models.PROTECT, related_name="+")
    top_up = models.OneToOneField("market.Charge", models.PROTECT, null=True, related_name="+")
    amount_fen = models.BigIntegerField(help_text="taken from the deposit")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="deposit_claim_above_zero")
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.amount_fen}"
