"""Who has paid for whom before."""

from django.db import models


class PayerLink(models.Model):
    """An account that money came from, and the vendor's account that it was for. Forgettable."""

    account = models.ForeignKey("market.Account", models.CASCADE, related_name="payers")
    print = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=60, blank=True)
    masked = models.CharField(max_length=40, blank=True)
    times = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        ordering = ["-last_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "print"], name="payer_once_per_account")
        ]

    def __str__(self) -> str:
        return self.name or self.masked
