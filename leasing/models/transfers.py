"""A vendor hands a lease on to another."""

from django.db import models
from django.db.models import Q

from leasing.core.life_states import OPEN_TRANSFERS, TransferState
from market.models.checks import one_of


class Transfer(models.Model):
    """Somebody else is to take a lease over from a day. One is open for a lease at any time.

    deposit_moves: the deposit stays with the lease: the old vendor gets it as credit, the new
    one is charged it. before: the vendor who hands it on; after: who takes it.
    """

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="transfers")
    before = models.ForeignKey("market.Vendor", models.PROTECT, related_name="+")
    after = models.ForeignKey("market.Vendor", models.PROTECT, related_name="transfers_in")
    from_day = models.DateField()
    deposit_moves = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default=TransferState.ASKED)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", TransferState, name="transfer_state_is_known"),
            models.UniqueConstraint(
                fields=["lease"],
                condition=Q(state__in=[str(state) for state in OPEN_TRANSFERS]),
                name="one_open_transfer_per_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease} -> {self.after}"
