"""Papers: what kinds there are, and whose is valid until when, checked by whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.states import PermitState
from market.models.checks import one_of


class PermitType(models.Model):
    """A kind of paper. Every number is a default that the operator may edit, with its source."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    holder = models.CharField(max_length=60)
    issuer = models.CharField(max_length=60, blank=True)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    renew_unit = models.CharField(max_length=12, blank=True, help_text=_("day or working_day"))
    renew_opens = models.PositiveSmallIntegerField(null=True, blank=True)
    renew_closes = models.PositiveSmallIntegerField(null=True, blank=True)
    remind_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    sensitive = models.BooleanField(default=False)
    banned_goods = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    confidence = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200, blank=True)
    decision_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("working days in which the authority decides")
    )
    materials = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Permit(models.Model):
    """One paper of one vendor. Whether it has lapsed is a question: the day decides, no state."""

    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="permits")
    type = models.ForeignKey(PermitType, models.PROTECT, related_name="permits")
    worker = models.ForeignKey("market.Worker", models.PROTECT, null=True, blank=True)
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True, db_index=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text=_("the last day it is valid"))
    state = models.CharField(max_length=10, default=PermitState.SUBMITTED)
    faults = models.TextField(blank=True, help_text=_("what to put right, told to the vendor"))
    consent_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=200, null=True, unique=True)
    source_note = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField()
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    renewal_applied_on = models.DateField(null=True, blank=True)
    renewal_receipt = models.CharField(max_length=60, blank=True)
    renewal_in_time = models.BooleanField(
        default=False, help_text=_("applied for within its window: it counts until decided")
    )

    class Meta:
        ordering = ["vendor", "type", "-expires_on", "-id"]
        constraints = [one_of("state", PermitState, name="permit_state_is_known")]
        indexes = [
            models.Index(
                fields=["expires_on"],
                name="permit_in_force_expiry",
                condition=models.Q(state=PermitState.ACCEPTED),
            ),
            models.Index(
                fields=["submitted_at"],
                name="permit_to_check",
                condition=models.Q(state=PermitState.SUBMITTED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number}".strip()


class Upload(models.Model):
    """A file someone sent: re-encoded or checked, stored under a random key outside the web root.

    data_key: what a sensitive file is sealed with, itself sealed by the house. Without it the
    file is noise, in every backup too. preview_of: the first page of that PDF, as a picture.
    erased_at: since when the file is destroyed; its row stays, and says nothing of what it was.
    """

    permit = models.ForeignKey(Permit, models.PROTECT, null=True, related_name="uploads")
    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120, help_text=_("as the sender called it; never trusted"))
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    sealed = models.BooleanField(default=False)
    data_key = models.TextField(blank=True)
    preview_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="preview")
    erased_at = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(data_key="", name=""),
                name="upload_that_is_erased_has_no_key",
            )
        ]

    def __str__(self) -> str:
        return self.key
