"""A sitting vendor is asked first whether they stay."""

from django.db import models
from django.db.models import Q

from leasing.core.life_states import STANDING_RENEWALS, RenewalState
from market.models.checks import one_of


class Renewal(models.Model):
    """The offer to go on: the lease that ends, and the one that would follow it.

    until: by when the vendor has to answer. One stands for a lease at any time.
    """

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="renewals")
    successor = models.OneToOneField("leasing.Lease", models.PROTECT, related_name="renewal_of")
    state = models.CharField(max_length=10, default=RenewalState.OFFERED)
    until = models.DateTimeField()
    offered_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", RenewalState, name="renewal_state_is_known"),
            models.UniqueConstraint(
                fields=["lease"],
                condition=Q(state__in=[str(state) for state in STANDING_RENEWALS]),
                name="one_standing_renewal_per_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease} -> {self.successor}"
