"""Which papers are needed: the rules as rows, what follows from them, and what a lack of one stops."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.core.paper_states import OverrideState, SuspensionState
from market.core.requirements.rules import EACH, HOLDERS
from market.models.checks import one_of

ACTS = ("sign", "renew", "place")


def _words() -> Any:
    return ArrayField(models.CharField(max_length=30), default=list, blank=True)


class RequirementRule(models.Model):
    """One row of the requirement table. See core.requirements.rules.Rule for what it means.

    A row is never changed after its day has come: a later row of the same key takes its place.
    """

    key = models.SlugField(max_length=40)
    paper = models.ForeignKey("market.PermitType", models.PROTECT, related_name="rules")
    instead = _words()
    holder = models.CharField(max_length=10)
    authority = models.CharField(max_length=100)
    each = models.CharField(max_length=8, default="once")
    goods = _words()
    without = _words()
    kinds = _words()
    not_kinds = _words()
    vendor_kinds = _words()
    shopfront = models.BooleanField(null=True, blank=True)
    gas = models.BooleanField(null=True, blank=True)
    temporary = models.BooleanField(null=True, blank=True)
    area_from = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    area_below = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    why = models.CharField(max_length=300)
    why_en = models.CharField(max_length=300)
    source = models.CharField(max_length=200)
    read_on = models.DateField(null=True, blank=True, help_text=_("when the source was last read"))
    confidence = models.CharField(max_length=80)
    effective_from = models.DateField()
    enabled = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["position", "key", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "effective_from"], name="rule_once_per_day"),
            one_of("holder", HOLDERS, name="rule_holder_is_known"),
            one_of("each", EACH, name="rule_each_is_known"),
            models.CheckConstraint(
                condition=Q(area_from__isnull=True)
                | Q(area_below__isnull=True)
                | Q(area_below__gt=F("area_from")),
                name="rule_areas_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.effective_from}"


class Need(models.Model):
    """A paper that a vendor needs where it trades now: what the rules come to, kept for lists.

    bound: the paper names the premises, so it must be of one of these pitches.
    """

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="needs")
    vendor = models.ForeignKey("market.Vendor", models.CASCADE, related_name="needs")
    type = models.ForeignKey("market.PermitType", models.PROTECT, related_name="needs")
    worker = models.ForeignKey("market.Worker", models.CASCADE, null=True)
    pitch = models.ForeignKey("market.Pitch", models.CASCADE, null=True)
    instead = _words()
    rule = models.SlugField(max_length=40)
    bound = models.BooleanField(default=False)
    pitches = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["vendor", "type", "worker", "pitch"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "vendor", "type", "worker", "pitch"],
                name="need_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.type}"


class PaperPolicy(models.Model):
    """What the lack of a kind of paper stops, from a day on.

    A market with rows of its own for a kind keeps to those alone; without any, the shipped rows
    (no market) count.
    """

    market = models.ForeignKey("market.Market", models.CASCADE, null=True, blank=True)
    type = models.ForeignKey("market.PermitType", models.PROTECT, related_name="policies")
    sign = models.BooleanField(_("stops signing"), default=False)
    renew = models.BooleanField(_("stops renewing"), default=False)
    place = models.BooleanField(_("stops a place tonight"), default=False)
    effective_from = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["type", "effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "type", "effective_from"],
                name="policy_once_per_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.effective_from}"


class PaperOverride(models.Model):
    """Somebody lets a vendor go on without a paper, for a reason and until a day (included)."""

    market = models.ForeignKey("market.Market", models.PROTECT)
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="overrides")
    type = models.ForeignKey("market.PermitType", models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=10, default=OverrideState.ASKED)
    reason = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField()
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", OverrideState, name="override_state_is_known"),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="override_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.until}"


class Suspension(models.Model):
    """A vendor may not trade for a while; the lease stands. until None: until it is reinstated."""

    market = models.ForeignKey("market.Market", models.PROTECT)
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="suspensions")
    state = models.CharField(max_length=12, default=SuspensionState.DRAWN_UP)
    reason = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", SuspensionState, name="suspension_state_is_known"),
            models.UniqueConstraint(
                fields=["market", "vendor"],
                condition=Q(state="suspended"),
                name="suspended_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.since}"
