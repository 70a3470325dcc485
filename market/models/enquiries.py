"""The green channel (蔄意办): what is asked, complained of or proposed, and the conversation on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.core.enquiries import KINDS, WAITING, EnquiryState
from market.core.promises import Span
from market.models.checks import one_of


class AnswerPromise(models.Model):
    """How soon a market promises an answer to one kind. Without one, the house's default holds."""

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=10)
    count = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, default=Span.WORKING_DAY)

    class Meta:
        ordering = ["market", "kind"]
        constraints = [
            one_of("kind", KINDS, name="promise_kind_is_known"),
            one_of("unit", Span, name="promise_unit_is_known"),
            models.UniqueConstraint(fields=["market", "kind"], name="promise_once_per_kind"),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=60), name="promise_is_1_to_60"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.market}: {self.kind}"


class Enquiry(models.Model):
    """One enquiry, of a vendor's people or of a person who proved a phone.

    due_at: by when there is an answer, as promised when it came in or was opened again.
    stars: how content whoever asked is, 1 to 5, said once at the end.
    """

    reference = models.CharField(max_length=16, unique=True)
    key = models.UUIDField(unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="enquiries")
    vendor = models.ForeignKey(
        "market.Vendor", models.PROTECT, null=True, blank=True, related_name="enquiries"
    )
    asker = models.ForeignKey(
        "market.User", models.PROTECT, null=True, blank=True, related_name="enquiries"
    )
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=EnquiryState.NEW)
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        "market.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    stars_word = models.CharField(_("a word on it"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name_plural = "enquiries"
        constraints = [
            one_of("kind", KINDS, name="enquiry_kind_is_known"),
            one_of("state", EnquiryState, name="enquiry_state_is_known"),
            models.CheckConstraint(
                condition=Q(vendor__isnull=False) | Q(asker__isnull=False),
                name="enquiry_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5),
                name="enquiry_stars_are_1_to_5",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="enquiry_waiting",
                condition=Q(state__in=[state.value for state in WAITING]),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class EnquiryMessage(models.Model):
    """One message of the conversation, of whoever asked or of the house. Written once.

    key: of the form, so that sending it twice says it once.
    """

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="messages")
    key = models.UUIDField(unique=True)
    ours = models.BooleanField()
    text = models.CharField(max_length=1000)
    photo = models.OneToOneField(
        "market.Upload", models.PROTECT, null=True, blank=True, related_name="enquiry_message"
    )
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.text[:20]}"
