"""代办: the office fetches a paper for a vendor, step by step, with the materials ticked off."""

from django.db import models
from django.db.models import Q

from market.core.paper_states import OPEN_ERRANDS, ErrandState
from market.models.checks import one_of


class Errand(models.Model):
    """One paper to be got, or renewed, for one vendor."""

    reference = models.CharField(max_length=16, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="errands")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="errands")
    type = models.ForeignKey("market.PermitType", models.PROTECT, related_name="errands")
    worker = models.ForeignKey("market.Worker", models.PROTECT, null=True, blank=True)
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    renews = models.ForeignKey(
        "market.Permit", models.PROTECT, null=True, blank=True, related_name="errands"
    )
    permit = models.OneToOneField(
        "market.Permit", models.PROTECT, null=True, blank=True, related_name="errand"
    )
    state = models.CharField(max_length=10, default=ErrandState.COLLECTING)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True, help_text="the next thing is due by then")
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.CharField(max_length=60, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True, blank=True)
    corrections = models.TextField(blank=True)
    collected_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            one_of("state", ErrandState, name="errand_state_is_known"),
            models.UniqueConstraint(
                fields=["market", "vendor", "type", "worker", "pitch"],
                condition=Q(state__in=[str(state) for state in OPEN_ERRANDS]),
                name="one_open_errand_per_paper",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="errand_open_due",
                condition=Q(state__in=[str(state) for state in OPEN_ERRANDS]),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class ErrandMaterial(models.Model):
    """One thing that has to be brought, and since when it is there."""

    errand = models.ForeignKey(Errand, models.CASCADE, related_name="materials")
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    got_on = models.DateField(null=True, blank=True)
    got_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["errand", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["errand", "name"], name="material_once")]

    def __str__(self) -> str:
        return self.name
