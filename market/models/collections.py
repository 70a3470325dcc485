"""One sum that somebody paid for several accounts, and references that did not agree."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.core.states import MismatchState
from market.models.checks import one_of
from market.models.money import PAYMENT_METHODS


class Collection(models.Model):
    """One sum received from one payer, under one reference, for one or more accounts.

    Its parts are payments (Payment.collection), and the database refuses parts that do not add
    up to it. The first part carries the very key of the collection, so that a reference cannot
    be booked once as a payment and once as a collection.
    tendered_fen: what was handed over in cash, before the change.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="collections")
    key = models.CharField(max_length=120, unique=True, help_text=_("provider/reference"))
    amount_fen = models.BigIntegerField()
    tendered_fen = models.BigIntegerField(null=True, blank=True)
    method = models.CharField(max_length=10)
    received_on = models.DateField()
    payer = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("market.User", models.PROTECT, null=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [
            one_of("method", PAYMENT_METHODS, name="collection_method_is_known"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="collection_is_above_zero"),
            models.CheckConstraint(
                condition=Q(tendered_fen__isnull=True)
                | Q(method="cash", tendered_fen__gte=F("amount_fen")),
                name="collection_is_covered_by_what_was_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Mismatch(models.Model):
    """A reference that came again with another amount or for others: refused, to be looked at."""

    market = models.ForeignKey("market.Market", models.PROTECT)
    key = models.CharField(max_length=120)
    booked_fen = models.BigIntegerField()
    told_fen = models.BigIntegerField()
    told_for = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=MismatchState.OPEN)
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name_plural = "mismatches"
        constraints = [
            one_of("state", MismatchState, name="mismatch_state_is_known"),
            models.UniqueConstraint(
                fields=["market", "key", "told_fen", "told_for"],
                condition=Q(state=MismatchState.OPEN),
                name="mismatch_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.key
