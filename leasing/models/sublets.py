"""Somebody else seems to stand on a let pitch."""

from django.db import models

from leasing.core.life_states import SubletState
from market.models.checks import one_of


class Sublet(models.Model):
    """A suspected sublet. learned_on starts the six months in which the market can object."""

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="sublets")
    learned_on = models.DateField()
    evidence = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, default=SubletState.SUSPECTED)
    objected_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [one_of("state", SubletState, name="sublet_state_is_known")]

    def __str__(self) -> str:
        return f"{self.lease}: {self.learned_on}"
