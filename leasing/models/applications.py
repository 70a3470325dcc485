"""A vendor asks for a pitch."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from leasing.core.states import OPEN_APPLICATIONS, ApplicationState
from market.models.checks import one_of
from market.models.places import PITCH_KINDS


class Application(models.Model):
    """One request of one vendor at one market. `reference` is what people read out on the phone."""

    reference = models.CharField(max_length=16, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="applications")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="applications")
    state = models.CharField(max_length=12, default=ApplicationState.DRAFT)
    kind = models.CharField(max_length=12, default="stall")
    trade = models.CharField(max_length=30, blank=True)
    goods = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    wish = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(default=12)
    message = models.TextField(blank=True, max_length=1000)
    corrections = models.TextField(blank=True)
    corrections_due_on = models.DateField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            one_of("state", ApplicationState, name="application_state_is_known"),
            one_of("kind", PITCH_KINDS, name="application_kind_is_known"),
            models.UniqueConstraint(
                fields=["vendor", "market", "kind"],
                condition=Q(state__in=[str(state) for state in OPEN_APPLICATIONS]),
                name="one_open_application_per_vendor_and_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["offer_until"],
                name="application_offer_ends",
                condition=Q(state=ApplicationState.OFFERED),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class ApplicationPaper(models.Model):
    """A paper handed in with an application. The paper itself belongs to the vendor's file."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    permit = models.ForeignKey("market.Permit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "permit"], name="paper_once")]

    def __str__(self) -> str:
        return f"{self.application}: {self.permit}"
