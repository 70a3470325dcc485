"""Sessions called off or put off: the order, and how far it has come."""

from django.db import models
from django.db.models import Q

from events.core.calling_off import Cause
from events.core.states import CallOffState
from market.models.checks import one_of

KINDS = ("cancel", "postpone")


class CallOff(models.Model):
    """An order to call a session off, or to put it off; without new_day to one not yet known.

    It is written down before anything is done, so that a crash leaves an order that is carried
    out afterwards. Everything that follows is one transaction. Vendors are told from told_from
    on; until then it can be undone.
    """

    session = models.ForeignKey("events.Session", models.PROTECT, related_name="call_offs")
    kind = models.CharField(max_length=8)
    cause = models.CharField(max_length=8)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, default=CallOffState.ORDERED)
    ordered_at = models.DateTimeField()
    told_from = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)

    old_day = models.DateField()
    old_starts_at = models.DateTimeField()
    old_ends_at = models.DateTimeField()
    new_day = models.DateField(null=True)
    new_starts_at = models.DateTimeField(null=True)
    new_ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("kind", KINDS, name="call_off_kind_is_known"),
            one_of("cause", Cause, name="call_off_cause_is_known"),
            one_of("state", CallOffState, name="call_off_state_is_known"),
            models.CheckConstraint(
                condition=Q(
                    new_day__isnull=True, new_starts_at__isnull=True, new_ends_at__isnull=True
                )
                | Q(
                    kind="postpone",
                    new_day__isnull=False,
                    new_starts_at__isnull=False,
                    new_ends_at__isnull=False,
                ),
                name="call_off_says_where_to",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state=CallOffState.ORDERED),
                name="call_off_ordered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.session_id}"
