"""Who agreed to a contract, how it was proved, and to which words exactly."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from market.models.checks import one_of

METHODS = ("code", "scan", "provider")
PARTIES = ("vendor",)


class LeaseSignature(models.Model):
    """One party's signature under one contract. Written once, never changed.

    sha256: of the contents that were agreed to; pdf_sha256: of the very PDF, which is kept among
    the files; empty for a scan, of which the pages are kept that came in. ticked: the numbers of
    the heavy clauses that were ticked one by one.

    A signature under other words than the lease has now counts for nothing.
    """

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="signatures")
    document = models.ForeignKey("market.Document", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    party = models.CharField(max_length=10, default="vendor")
    method = models.CharField(max_length=10)
    phone_masked = models.CharField(max_length=20, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    user_agent = models.CharField(max_length=120, blank=True)
    ticked = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    provider_reference = models.CharField(max_length=120, blank=True)
    files = models.ManyToManyField("market.Upload", related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("method", METHODS, name="signature_method_is_known"),
            one_of("party", PARTIES, name="signature_party_is_known"),
            models.UniqueConstraint(
                fields=["document", "party"], name="a_party_signs_a_contract_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.method}"
