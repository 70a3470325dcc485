"""Money of a vendor's credit that goes back: asked for by one person, approved by another."""

from django.db import models
from django.db.models import F, Q

from market.core.states import RefundState
from market.models.checks import one_of

REFUND_METHODS = ("cash", "wechat", "alipay", "bank", "card", "other")
DECIDED = (RefundState.APPROVED, RefundState.PAID)


class Refund(models.Model):
    """Credit that is to be handed back.

    key: said twice, it is asked for once. charge: what consumed the credit when it was paid.
    """

    account = models.ForeignKey("market.Account", models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=120, unique=True)
    amount_fen = models.BigIntegerField()
    method = models.CharField(max_length=10)
    to_whom = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=RefundState.REQUESTED)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(
        "market.User", models.PROTECT, null=True, related_name="refunds_requested"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "market.User", models.PROTECT, null=True, related_name="refunds_decided"
    )
    paid_on = models.DateField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_by = models.ForeignKey(
        "market.User", models.PROTECT, null=True, related_name="refunds_paid"
    )
    reference = models.CharField(max_length=80, blank=True)
    charge = models.OneToOneField(
        "market.Charge", models.PROTECT, null=True, blank=True, related_name="refund"
    )

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [
            models.Index(
                fields=["account"],
                name="refund_promised",
                condition=Q(state__in=("requested", "approved")),
            ),
        ]
        constraints = [
            one_of("state", RefundState, name="refund_state_is_known"),
            one_of("method", REFUND_METHODS, name="refund_method_is_known"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="refund_is_above_zero"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decided_by__isnull=False),
                name="refund_is_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | Q(requested_by__isnull=True)
                | ~Q(decided_by=F("requested_by")),
                name="refund_is_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=RefundState.PAID, charge__isnull=False, paid_at__isnull=False)
                | (~Q(state=RefundState.PAID) & Q(charge__isnull=True, paid_at__isnull=True)),
                name="refund_is_paid_out_of_credit",
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"
