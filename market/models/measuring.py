"""Scales and their verifications (强检), the fair scale's log (公平秤), and quick tests (农残快检)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.inspecting.measures import Verdict
from market.core.inspecting.states import ScaleState
from market.models.checks import one_of

LOG_KINDS = ("daily", "reweigh")
GOODS_KINDS = ("", "plain", "dear")


class Scale(models.Model):
    """A scale at a market: a vendor's, or the market's own, at which customers weigh again.

    division_g: its verification scale division e, in grams.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="scales")
    vendor = models.ForeignKey(
        "market.Vendor", models.PROTECT, null=True, blank=True, related_name="scales"
    )
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    number = models.CharField(_("number"), max_length=40)
    make = models.CharField(_("make"), max_length=60, blank=True)
    most_kg = models.PositiveSmallIntegerField(_("weighs up to, kg"), default=30)
    division_g = models.PositiveSmallIntegerField(_("division, g"), default=5)
    fair = models.BooleanField(_("the market's fair scale"), default=False)
    state = models.CharField(max_length=10, default=ScaleState.IN_USE)
    since = models.DateField()

    class Meta:
        ordering = ["market", "-fair", "number"]
        constraints = [
            one_of("state", ScaleState, name="scale_state_is_known"),
            models.UniqueConstraint(fields=["market", "number"], name="scale_once_per_number"),
            models.CheckConstraint(
                condition=models.Q(fair=False) | models.Q(vendor__isnull=True),
                name="scale_that_is_fair_is_the_markets",
            ),
            models.CheckConstraint(
                condition=models.Q(division_g__gte=1), name="scale_division_is_something"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Verification(models.Model):
    """A verification of a scale; until is its last day, as printed on the label."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="verifications")
    day = models.DateField()
    until = models.DateField()
    certificate = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("day")), name="verification_ends_after_it_is"
            ),
            models.UniqueConstraint(fields=["scale", "day"], name="verification_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.until}"


class ScaleLog(models.Model):
    """A line of the fair scale's book: its own check of the day, or a purchase weighed again.

    load_g: the standard weight, or what the customer was told it weighs.
    """

    key = models.UUIDField(unique=True)
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="logs")
    day = models.DateField()
    kind = models.CharField(max_length=8)
    load_g = models.PositiveIntegerField()
    shown_g = models.PositiveIntegerField()
    allowed_g = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    goods = models.CharField(max_length=6, blank=True)
    vendor = models.ForeignKey(
        "market.Vendor", models.PROTECT, null=True, blank=True, related_name="reweighed"
    )
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            one_of("kind", LOG_KINDS, name="scale_log_kind_is_known"),
            one_of("goods", GOODS_KINDS, name="scale_log_goods_are_known"),
            models.UniqueConstraint(
                fields=["scale", "day"],
                condition=models.Q(kind="daily"),
                name="scale_is_checked_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.day}"


class QuickTest(models.Model):
    """A sample of produce tested for pesticides. One that failed wants to know what became of it."""

    key = models.UUIDField(unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="quick_tests")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="quick_tests")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    day = models.DateField()
    sample = models.CharField(max_length=40)
    origin = models.CharField(max_length=100, blank=True)
    inhibition = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    verdict = models.CharField(max_length=8)
    disposal = models.CharField(max_length=300, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField()
    tested_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [one_of("verdict", Verdict, name="quick_test_verdict_is_known")]
        indexes = [models.Index(fields=["market", "-day"], name="quick_test_of_market")]

    def __str__(self) -> str:
        return f"{self.sample} {self.day}"
