"""Statements of banks and wallets, line by line, and the payments that were booked from them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from market.core.matching import Confidence
from market.core.movements import Direction
from market.core.states import LineState
from market.models.checks import one_of
from market.models.money import PAYMENT_METHODS


class Statement(models.Model):
    """One file that was brought in: of which account, from when to when, and by whom.

    faults: lines that could not be read, and balances that break, as {line, column, code,
    sentence, facts}. known: how many of its lines were in the house already.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="statements")
    account = models.CharField(_("account"), max_length=60)
    method = models.CharField(max_length=10)
    layout = models.CharField(max_length=60)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    opening_fen = models.BigIntegerField(null=True)
    closing_fen = models.BigIntegerField(null=True)
    known = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey("market.User", models.PROTECT, null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("method", PAYMENT_METHODS, name="statement_method_is_known"),
            models.UniqueConstraint(fields=["market", "sha256"], name="statement_once_per_file"),
        ]

    def __str__(self) -> str:
        return self.account


class StatementLine(models.Model):
    """One line of a statement. The same key is the same line, in whichever export it stands.

    position: its line in the file. The other side's account is kept masked, with a keyed print
    by which the payer is known again. content: a digest of all it says. proposals: at most three
    answers to whose it is, as matching gave them; about: the accounts that they name.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    content = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    booked_at = models.DateTimeField()
    direction = models.CharField(max_length=8)
    amount_fen = models.BigIntegerField()
    balance_fen = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60, blank=True)
    account_masked = models.CharField(max_length=40, blank=True)
    account_print = models.CharField(max_length=64, blank=True)
    memo = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, default=LineState.NEW)
    note = models.CharField(max_length=200, blank=True, help_text=_("why it was not booked"))
    confidence = models.CharField(max_length=8, blank=True)
    proposals = models.JSONField(default=list)
    about = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["-booked_at", "-id"]
        constraints = [
            one_of("state", LineState, name="statement_line_state_is_known"),
            one_of("direction", Direction, name="statement_line_direction_is_known"),
            one_of("confidence", ["", *Confidence], name="statement_line_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="statement_line_is_above_zero"
            ),
            models.CheckConstraint(
                condition=~Q(state=LineState.BOOKED) | Q(direction=Direction.IN),
                name="statement_line_booked_came_in",
            ),
        ]
        indexes = [
            models.Index(fields=["market", "state", "-booked_at"], name="statement_line_to_do"),
            models.Index(fields=["market", "account_print"], name="statement_line_of_payer"),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.position}"


class LineBooking(models.Model):
    """A payment that stands behind a line. tied: it was in the books before the line came.

    undone_at: since when it does so no longer.
    """

    line = models.ForeignKey(StatementLine, models.PROTECT, related_name="bookings")
    payment = models.ForeignKey("market.Payment", models.PROTECT, related_name="line_bookings")
    tied = models.BooleanField(default=False)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(undone_at__isnull=True),
                name="payment_stands_behind_one_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.payment}"


class StatementLayout(models.Model):
    """A layout that an operator taught the house. told: as core.statements.layouts reads it."""

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    told = models.JSONField()
    taught_at = models.DateTimeField()
    taught_by = models.ForeignKey("market.User", models.PROTECT, null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["market", "name"], name="layout_once_per_name")
        ]

    def __str__(self) -> str:
        return self.name
