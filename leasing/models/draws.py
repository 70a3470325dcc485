"""A lottery over a call's pitches, with everything that is needed to repeat it."""

from django.db import models
from django.db.models import Q

from leasing.core.draws import ALGORITHM
from leasing.core.states import DrawState
from market.models.checks import one_of


class Draw(models.Model):
    """One lottery. `reference` stands in its public address.

    commitment: SHA-256 of the secret, published when it is announced. secret_sealed: the secret
    until it is drawn; then `secret` has it and everybody may read it. entrants, pitches, digest:
    frozen before the draw. result: [{reference, pitch}], in the order drawn.
    """

    reference = models.CharField(max_length=16, unique=True)
    call = models.ForeignKey("leasing.Call", models.PROTECT, related_name="draws")
    state = models.CharField(max_length=10, default=DrawState.ANNOUNCED)
    algorithm = models.CharField(max_length=20, default=ALGORITHM)
    commitment = models.CharField(max_length=64)
    secret_sealed = models.TextField()
    secret = models.CharField(max_length=64, blank=True)
    public_value_name = models.CharField(max_length=120, blank=True)
    public_value = models.CharField(max_length=120, blank=True)
    entrants = models.JSONField(default=list)
    pitches = models.JSONField(default=list)
    digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=list)
    announced_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", DrawState, name="draw_state_is_known"),
            models.UniqueConstraint(
                fields=["call"], condition=~Q(state=DrawState.VOID), name="one_draw_per_call"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
