"""A vendor asks for a pitch."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from leasing.core.states import OPEN_APPLICATIONS, ApplicationState
from market.models.checks import one_of
from market.models.places import PITCH_KINDS

_OPEN = [str(state) for state in OPEN_APPLICATIONS]


class Application(models.Model):
    """One request of one vendor at one market. `reference` is what people read out on the phone.

    wish: the first of the ranked wishes, kept here as well because lists are sorted by it.
    any_pitch: any other free pitch would do, too. late: handed in after the call had closed, with
    its late code. decided_from: where it stood when it was decided and not told. news_at: when
    the applicant last changed or brought anything; asked_at: when the last list of faults went
    out. place: its place on the waiting list, the first is 1.
    """

    reference = models.CharField(max_length=16, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="applications")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="applications")
    state = models.CharField(max_length=12, default=ApplicationState.DRAFT)
    call = models.ForeignKey(
        "leasing.Call", models.PROTECT, null=True, blank=True, related_name="applications"
    )
    late = models.BooleanField(default=False)
    decided_from = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12, default="stall")
    trade = models.CharField(max_length=30, blank=True)
    goods = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    wish = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    any_pitch = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(default=12)
    message = models.TextField(blank=True, max_length=1000)
    corrections = models.TextField(blank=True)
    corrections_due_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(null=True, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)
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
                condition=Q(state__in=_OPEN, call__isnull=True),
                name="one_open_application_per_vendor_and_kind",
            ),
            models.UniqueConstraint(
                fields=["vendor", "call"],
                condition=Q(state__in=_OPEN),
                name="one_open_application_per_vendor_and_call",
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


class Wish(models.Model):
    """A pitch that an applicant would like, in their order: rank 1 is the first."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="wishes")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="wish_once_per_rank"),
            models.UniqueConstraint(fields=["application", "pitch"], name="wish_once_per_pitch"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=5), name="wish_ranks_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.rank}. {self.pitch}"


class ApplicationPaper(models.Model):
    """A paper handed in with an application. The paper itself belongs to the vendor's file."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    permit = models.ForeignKey("market.Permit", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "permit"], name="paper_once")]

    def __str__(self) -> str:
        return f"{self.application}: {self.permit}"
