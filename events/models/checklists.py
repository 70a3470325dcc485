"""What belongs to a filing: its papers, and how early an authority wants it."""

from django.db import models

from events.core.leads import Unit
from market.models.checks import one_of


class FilingMaterial(models.Model):
    """One paper of a filing: whether it is there, and its file if one was kept."""

    filing = models.ForeignKey("events.Filing", models.CASCADE, related_name="materials")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    upload = models.OneToOneField("market.Upload", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "position"], name="filing_material_once")
        ]

    def __str__(self) -> str:
        return self.name


class FilingLead(models.Model):
    """How early the authorities of a market want a filing, instead of the table's own days."""

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="filing_leads")
    type = models.ForeignKey("market.PermitType", models.PROTECT)
    days = models.PositiveSmallIntegerField()
    decided_in = models.PositiveSmallIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=11, default=Unit.DAY)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["market", "type"]
        constraints = [
            models.UniqueConstraint(fields=["market", "type"], name="filing_lead_once"),
            one_of("unit", Unit, name="filing_lead_unit_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.days}"
