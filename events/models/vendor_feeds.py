"""The calendar of one vendor: an address that nobody can guess, and that can be taken back."""

from django.db import models
from django.db.models import Q


class VendorFeed(models.Model):
    """An address under which a vendor's own nights can be subscribed to. Only its digest is kept."""

    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor"],
                condition=Q(revoked_at__isnull=True),
                name="one_feed_per_vendor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor}, {self.created_at:%Y-%m-%d}"
