"""The accountant's side: the chart of accounts, and the months whose books are closed."""

from django.db import models
from django.db.models import F, Q

from market.core.states import ClosingState
from market.models.checks import one_of
from market.models.money import PAYMENT_METHODS


class LedgerAccount(models.Model):
    """An account of the chart (会计科目), by the code that the accountant knows it by.

    grows_on: the side on which it grows: debit for what one has, credit for what one owes or
    earns.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    grows_on = models.CharField(max_length=6)

    class Meta:
        ordering = ["code"]
        constraints = [one_of("grows_on", ("debit", "credit"), name="account_grows_on_a_side")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class MethodAccount(models.Model):
    """The account on which money lies that came in by one way of paying."""

    method = models.CharField(max_length=10, unique=True)
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="methods")

    class Meta:
        ordering = ["account__code", "method"]
        constraints = [one_of("method", PAYMENT_METHODS, name="method_account_method_is_known")]

    def __str__(self) -> str:
        return f"{self.method}: {self.account}"


class BookClosing(models.Model):
    """A month whose books are closed, with what they said (月结). Written once; opened again by
    a move, and closed again as a new row.

    entries: how many charges, payments and allocations it holds, and their sums in fen.
    totals: debit and credit in fen of every account, by its code.
    journal: the journal lines as CSV (UTF-8), gzipped; sha256 (hex) is of the CSV.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="closings")
    starts_on = models.DateField()
    until = models.DateField(help_text="the last day that is in it")
    state = models.CharField(max_length=20, default=ClosingState.CLOSED)
    entries = models.JSONField()
    totals = models.JSONField()
    journal = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey("market.User", models.PROTECT, null=True)
    closed_by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-until", "-id"]
        constraints = [
            one_of("state", ClosingState, name="closing_state_is_known"),
            models.CheckConstraint(
                condition=Q(until__gte=F("starts_on")), name="closing_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["market", "until"],
                condition=Q(state=ClosingState.CLOSED),
                name="month_closed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m}"
