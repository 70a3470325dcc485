"""The ways out of the house: who is reached where, what is held back, how fast, and who ticks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from market.models.checks import one_of

PAUSED = ("all", "channel", "occasion")


class Contact(models.Model):
    """Where one person is reached through one channel, other than by phone and e-mail.

    address: the provider's own name for the person (openid, userid).
    consents: how many more subscription messages the person has agreed to.
    gone_at: since when the provider says that the address is not good any more.
    """

    vendor = models.ForeignKey("market.Vendor", models.CASCADE, null=True, related_name="contacts")
    user = models.ForeignKey("market.User", models.CASCADE, null=True, related_name="contacts")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=100)
    consents = models.PositiveIntegerField(default=0)
    noted_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(vendor__isnull=False, user__isnull=True)
                | Q(vendor__isnull=True, user__isnull=False),
                name="contact_of_a_vendor_or_of_a_person",
            ),
            models.UniqueConstraint(fields=["vendor", "channel"], name="contact_once_per_vendor"),
            models.UniqueConstraint(fields=["user", "channel"], name="contact_once_per_person"),
        ]
        indexes = [models.Index(fields=["channel", "address"], name="contact_at_address")]

    def __str__(self) -> str:
        return f"{self.channel} of {self.vendor or self.user}"


class Pause(models.Model):
    """Nothing is said by a channel, on an occasion, or at all, until somebody ends it.

    name: of the channel or the occasion; empty for everything. An ended pause stays as history.
    """

    scope = models.CharField(max_length=10)
    name = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            one_of("scope", PAUSED, name="pause_scope_is_known"),
            models.UniqueConstraint(
                fields=["scope", "name"],
                condition=Q(ended_at__isnull=True),
                name="pause_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.name}".rstrip()


class Pace(models.Model):
    """When a channel was used last, as far back as its provider's limit counts.

    One row per channel, shared by all workers; it outlives the loss of Redis.
    """

    channel = models.CharField(max_length=20, primary_key=True)
    taken = ArrayField(models.DateTimeField(), default=list)

    def __str__(self) -> str:
        return self.channel


class Heartbeat(models.Model):
    """When a periodic job came round last, by the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Footing(models.Model):
    """Which database this was when it was last known to be the right one.

    A database that was restored from a backup stands on another cluster, timeline or number
    than it remembers: until a person has looked, nothing is said.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    system = models.CharField(max_length=40)
    timeline = models.BigIntegerField()
    database = models.BigIntegerField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="footing_is_one_row")]

    def __str__(self) -> str:
        return f"{self.system}/{self.timeline}/{self.database}"
