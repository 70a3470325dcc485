"""What is to be said to whom, when, and how it went."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from market.core.states import NoticeState
from market.models.checks import one_of


class Notice(models.Model):
    """One thing to say to one person, once. The row is the memory; the queue only rings.

    key: occasion, subject, due date, stage and channel; planning twice changes nothing.
    public_id: goes to the provider as the idempotency key and never changes.
    Not said before `not_before`, and not at all after `stale_at`.
    attempts: how often it was handed to a provider.
    handoff_at: when it was first handed to a provider that has not said since that it has it not.
    lookups: how often the provider has said since that it does not know it.
    at_once: somebody asked for it now, so quiet hours do not hold it back.
    trail: what became of every try: at, channel, done, why, id (the provider's own).
    delivered_at: when the provider said that it arrived. confirmed_at: when the reader said 收到.
    stage, due_on: of a reminder, which stage of its policy, and about which day.
    channels: the ways to be tried in their order; `channel` is the one it goes by now.
    quiet_from, quiet_until: the reader's own quiet hours, besides those of the market.
    bundles: may be said together with what else there is that day; digest: where it is said then.
    """

    key = models.CharField(max_length=160, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    occasion = models.CharField(max_length=30)
    subject = models.CharField(max_length=60, help_text="what it is about: charge:12")
    # found by notice_of_vendor: each change of a notice is written into every index there is
    vendor = models.ForeignKey(
        "market.Vendor", models.CASCADE, null=True, related_name="notices", db_index=False
    )
    user = models.ForeignKey("market.User", models.CASCADE, null=True, related_name="notices")
    market = models.ForeignKey("market.Market", models.PROTECT, null=True)
    channel = models.CharField(max_length=20)
    at_once = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    facts = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)

    stage = models.CharField(max_length=24, blank=True)
    due_on = models.DateField(null=True)
    channels = ArrayField(models.CharField(max_length=20), default=list)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    bundles = models.BooleanField(default=False)
    digest = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parts")

    state = models.CharField(max_length=10, default=NoticeState.PENDING)
    reason = models.CharField(max_length=200, blank=True)
    not_before = models.DateTimeField()
    stale_at = models.DateTimeField()
    planned_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True)
    claim_until = models.DateTimeField(null=True)
    handoff_at = models.DateTimeField(null=True)
    lookups = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    trail = models.JSONField(default=list)

    class Meta:
        ordering = ["-not_before", "-id"]
        constraints = [
            one_of("state", NoticeState, name="notice_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.SENDING)
                | Q(claim_token__isnull=False, claim_until__isnull=False),
                name="notice_sending_has_a_claim",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="notice_due",
                condition=Q(state=NoticeState.PENDING),
            ),
            models.Index(
                fields=["claim_until"],
                name="notice_claimed",
                condition=Q(state=NoticeState.SENDING),
            ),
            models.Index(fields=["vendor", "-not_before"], name="notice_of_vendor"),
            models.Index(fields=["subject"], name="notice_about"),
            models.Index(
                fields=["provider_id"], name="notice_at_provider", condition=~Q(provider_id="")
            ),
            models.Index(
                fields=["subject", "due_on", "occasion", "stage"],
                name="notice_of_stage",
                condition=~Q(stage=""),
            ),
            models.Index(
                fields=["next_attempt_at"],
                name="notice_waiting",
                condition=Q(state__in=["pending", "bundled"]),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class LocalMessage(models.Model):
    """The demo's own provider: what would have gone to a phone lies here to be read.

    It honours the idempotency key as a good provider does: the same key is one message.
    """

    key = models.CharField(max_length=64, unique=True)
    to = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    body = models.TextField()
    received_at = models.DateTimeField()
    deliveries = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.title
