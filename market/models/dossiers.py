"""Folders for an inspector: asked for, built by a worker that may die at any line, fetched, gone."""

from django.db import models
from django.db.models import Q

from market.core.dossiers import DossierState, Scope
from market.models.checks import one_of


class Dossier(models.Model):
    """One folder. The row is the memory of its making: who has it, how far it is, how often tried.

    claim_until: whoever claimed it is taken for dead afterwards, and another may begin anew.
    file: where it lies under the folder of uploads, under a random key.
    """

    key = models.CharField(max_length=64, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="dossiers")
    scope = models.CharField(max_length=8)
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, null=True, blank=True)
    with_sensitive = models.BooleanField(default=False)
    reason = models.CharField(max_length=200)
    since = models.DateField()
    state = models.CharField(max_length=10, default=DossierState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)

    claim_token = models.UUIDField(null=True)
    claim_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=30, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)

    file = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            one_of("state", DossierState, name="dossier_state_is_known"),
            one_of("scope", Scope, name="dossier_scope_is_known"),
            models.CheckConstraint(
                condition=Q(scope="market", zone=None, vendor=None)
                | Q(scope="zone", zone__isnull=False, vendor=None)
                | Q(scope="vendor", zone=None, vendor__isnull=False),
                name="dossier_is_of_what_it_says",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="dossier_to_build",
                condition=Q(state__in=["waiting", "building"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.market} {self.asked_at:%Y-%m-%d}"


class Fetch(models.Model):
    """Somebody took a folder away. Written before the first byte leaves, never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="fetches")
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "fetches"

    def __str__(self) -> str:
        return f"{self.dossier} {self.by_name}"
