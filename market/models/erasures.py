"""How long things are kept once their purpose is over, and what has been erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.retention import FILE_LEAST_DAYS, Kept


class Retention(models.Model):
    """So many days after its purpose is over, a thing is erased. The operator's to edit.

    code: one of core.retention.Kept, or the code of a sensitive kind of paper, which then goes by
    this line and not by that of all sensitive papers.
    """

    code = models.CharField(max_length=50, unique=True)
    purpose = models.CharField(_("kept for"), max_length=200)
    purpose_en = models.CharField(max_length=200, blank=True)
    keep_days = models.PositiveSmallIntegerField(_("days afterwards"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    confidence = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code=Kept.VENDOR_FILE)
                | models.Q(keep_days__gte=FILE_LEAST_DAYS),
                name="vendor_file_is_kept_half_a_year",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Erasure(models.Model):
    """Something that is gone for good. Only that it was, and why, is kept.

    subject: upload:7, worker:3, vendor:9 or complaint:5. sha256: of the file that was destroyed.
    """

    subject = models.CharField(max_length=60)
    kept = models.CharField(max_length=50)
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, null=True, related_name="erasures")
    ended_on = models.DateField()
    due_on = models.DateField()
    why = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject"], name="erasure_of_subject")]

    def __str__(self) -> str:
        return self.subject
