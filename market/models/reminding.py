"""What a market has settled about reminding: when, whom, by which way, and in which words."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from market.models.checks import one_of

LANGUAGES = ("zh-hans", "en")


class ReminderPolicy(models.Model):
    """When a market speaks on an occasion. Without one, the house's default holds.

    stages: [{"days": -3, "unit": "day", "to": ["vendor"]}], counted from the day it is about.
    channels: the ways to be tried in their order; none is as the settings say.
    quiet_from, quiet_until: besides the market's own quiet hours.
    """

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="reminder_policies")
    occasion = models.CharField(max_length=30)
    stages = models.JSONField(default=list)
    channels = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest = models.BooleanField(default=True)
    settled_at = models.DateTimeField()
    settled_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["market", "occasion"]
        verbose_name_plural = "reminder policies"
        constraints = [
            models.UniqueConstraint(
                fields=["market", "occasion"], name="reminder_policy_once_per_occasion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.market}: {self.occasion}"


class Template(models.Model):
    """A version of the words for an occasion. The latest is in force; none is ever changed.

    channel: empty for every way that has no words of its own. audience: vendor or staff.
    """

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="templates")
    occasion = models.CharField(max_length=30)
    audience = models.CharField(max_length=8, default="vendor")
    channel = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["market", "occasion", "audience", "channel", "language", "-version"]
        constraints = [
            one_of("language", LANGUAGES, name="template_language_is_known"),
            one_of("audience", ("vendor", "staff"), name="template_audience_is_known"),
            models.UniqueConstraint(
                fields=["market", "occasion", "audience", "channel", "language", "version"],
                name="template_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.channel} {self.language} {self.version}"
