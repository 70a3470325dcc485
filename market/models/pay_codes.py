"""The operator's own QR codes for paying."""

from django.db import models
from django.db.models import Q

from market.models.checks import one_of

PAY_CODE_METHODS = ("wechat", "alipay", "bank")


class PayCode(models.Model):
    """A picture of a code that leads to the market's own account (收款码), one for each way of paying.

    payee: the name that the payer's phone must show. gone_at: since when another took its place.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="pay_codes")
    method = models.CharField(max_length=10)
    payee = models.CharField(max_length=60)
    upload = models.OneToOneField("market.Upload", models.PROTECT, related_name="pay_code")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["market", "method", "-id"]
        constraints = [
            one_of("method", PAY_CODE_METHODS, name="pay_code_method_is_known"),
            models.UniqueConstraint(
                fields=["market", "method"],
                condition=Q(gone_at__isnull=True),
                name="one_pay_code_per_market_and_method",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.payee}"
