"""Vendors and the people who stand behind their stalls."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from market.models.checks import one_of

VENDOR_KINDS = ("person", "household", "company", "cooperative")
ID_KINDS = ("", "citizen", "hk_macau", "taiwan", "foreign")


class Vendor(models.Model):
    """A business that trades here, or wishes to. Identity numbers are sealed, never readable here."""

    name = models.CharField(_("name"), max_length=100)
    name_key = models.CharField(max_length=200, db_index=True, help_text=_("pinyin, for sorting"))
    kind = models.CharField(max_length=12, default="person")
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, db_index=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    trade = models.CharField(_("trade"), max_length=30, blank=True)
    goods = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    uscc = models.CharField(_("credit code"), max_length=18, blank=True, db_index=True)
    id_kind = models.CharField(max_length=10, blank=True, default="")
    id_sealed = models.TextField(blank=True)
    id_print = models.CharField(max_length=64, blank=True, db_index=True)
    id_masked = models.CharField(max_length=30, blank=True)

    source_key = models.CharField(
        max_length=200, null=True, unique=True, help_text=_("of an import")
    )
    silent_until = models.DateField(null=True, blank=True)
    silent_reason = models.CharField(max_length=200, blank=True)
    channels = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text=_("how they would be told, in order; none is as the house does"),
    )
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    barred_until = models.DateField(null=True, blank=True)
    barred_reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["name_key", "id"]
        constraints = [
            one_of("kind", VENDOR_KINDS, name="vendor_kind_is_known"),
            one_of("id_kind", ID_KINDS, name="vendor_id_kind_is_known"),
        ]
        indexes = [
            GinIndex(fields=["name"], name="vendor_name_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A person who works for a vendor: the holder of a health certificate."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="workers")
    name = models.CharField(_("name"), max_length=60)
    name_key = models.CharField(max_length=120)
    phone = models.CharField(max_length=20, blank=True)
    id_kind = models.CharField(max_length=10, blank=True, default="")
    id_sealed = models.TextField(blank=True)
    id_print = models.CharField(max_length=64, blank=True, db_index=True)
    id_masked = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["vendor", "name_key"]
        constraints = [
            one_of("id_kind", ID_KINDS, name="worker_id_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Reveal(models.Model):
    """Somebody read what is kept sealed: an identity number, or a sensitive paper.

    Written before it is shown, never changed. `subject` says what was read: "vendor:12",
    "worker:3" or "upload:7".
    """

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="reveals")
    subject = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["vendor", "-id"], name="reveal_of_vendor")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"
