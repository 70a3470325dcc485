"""The end of a cashier's day: what came in by each method, and what lies in the drawer."""

from django.db import models
from django.db.models import F, Q

from market.core.states import TillClosingState
from market.models.checks import one_of


class CashierClosing(models.Model):
    """What one cashier took since the closing before, added up and counted.

    float_fen: the change that lay in the drawer before. expected_fen: what should lie there now.
    counts: how many notes and coins of each worth in fen, where they were counted so.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="till_closings")
    cashier = models.ForeignKey("market.User", models.PROTECT, related_name="closings")
    on = models.DateField()
    float_fen = models.BigIntegerField(default=0)
    expected_fen = models.BigIntegerField()
    counted_fen = models.BigIntegerField()
    counts = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=TillClosingState.CLOSED)
    closed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "market.User", models.PROTECT, null=True, related_name="closings_confirmed"
    )

    class Meta:
        ordering = ["-closed_at", "-id"]
        constraints = [
            one_of("state", TillClosingState, name="till_closing_state_is_known"),
            models.CheckConstraint(
                condition=Q(float_fen__gte=0, counted_fen__gte=0),
                name="closing_counts_from_zero",
            ),
            models.CheckConstraint(
                condition=Q(counted_fen=F("expected_fen")) | ~Q(reason=""),
                name="closing_explains_a_difference",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("cashier")),
                name="closing_is_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=TillClosingState.CONFIRMED, confirmed_by__isnull=False)
                | Q(state=TillClosingState.CLOSED, confirmed_by__isnull=True),
                name="closing_is_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cashier} {self.on}"


class ClosedPayment(models.Model):
    """A payment, or a reversal, in a closing: never in two."""

    closing = models.ForeignKey(CashierClosing, models.PROTECT, related_name="payments")
    payment = models.OneToOneField("market.Payment", models.PROTECT, related_name="closed")

    def __str__(self) -> str:
        return f"{self.closing}: {self.payment}"


class ClosedRefund(models.Model):
    """A refund that was paid out, in a closing: never in two."""

    closing = models.ForeignKey(CashierClosing, models.PROTECT, related_name="refunds")
    refund = models.OneToOneField("market.Refund", models.PROTECT, related_name="closed")

    def __str__(self) -> str:
        return f"{self.closing}: {self.refund}"
