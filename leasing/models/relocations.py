"""A lease moves to another pitch."""

from django.db import models

from leasing.core.life_states import RelocationState
from market.models.checks import one_of


class Relocation(models.Model):
    """From one pitch to another, from a day. agreed: the vendor said yes, so no notice was needed."""

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="relocations")
    before = models.ForeignKey("market.Pitch", models.PROTECT, related_name="+")
    after = models.ForeignKey("market.Pitch", models.PROTECT, related_name="+")
    from_day = models.DateField()
    agreed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=RelocationState.ANNOUNCED)
    announced_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", RelocationState, name="relocation_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.before} -> {self.after}"
