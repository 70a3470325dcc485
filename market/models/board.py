"""What vendors offer one another and look for."""

from django.db import models
from django.db.models import F, Q

from market.core.board import CATEGORIES, KINDS, EntryState
from market.models.checks import one_of


class BoardEntry(models.Model):
    """One offer or want. until: its last day. contact_at: since when the phone may be shown with it,
    as the vendor agreed; without, whoever is interested asks at the office."""

    key = models.UUIDField(unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="board")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="board")
    kind = models.CharField(max_length=5)
    category = models.CharField(max_length=10)
    text = models.CharField(max_length=500)
    posted_on = models.DateField()
    until = models.DateField()
    contact_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, default=EntryState.POSTED)
    why = models.CharField(max_length=200, blank=True, help_text="why it was taken down")
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ["-posted_at", "-id"]
        verbose_name_plural = "board entries"
        constraints = [
            one_of("kind", KINDS, name="board_kind_is_known"),
            one_of("category", CATEGORIES, name="board_category_is_known"),
            one_of("state", EntryState, name="board_state_is_known"),
            models.CheckConstraint(
                condition=Q(until__gte=F("posted_on")), name="board_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(
                fields=["market", "until"],
                name="board_standing",
                condition=Q(state=EntryState.POSTED.value),
            )
        ]

    def __str__(self) -> str:
        return self.text[:30]
