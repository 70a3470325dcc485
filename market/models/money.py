"""What is owed, what was paid, and which payment paid what. Amounts are whole fen, never edited."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from market.models.checks import one_of

CORRECTION, WAIVER = "correction", "waiver"
REASONS = (CORRECTION, WAIVER)
PAYMENT_METHODS = ("cash", "wechat", "alipay", "bank", "card", "deposit", "other")


class FeeItem(models.Model):
    """What a charge is for: rent, deposit, sanitation… A table, because markets differ.

    account_code: the account of the chart that a charge of it is credited to.
    liability: it is kept for the vendor and given back, as a deposit is; nothing is earned by it.
    """

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    usual_fen = models.BigIntegerField(null=True, blank=True, help_text=_("what is usually asked"))
    usual_per = models.CharField(max_length=8, default="month", blank=True)
    per_m2 = models.BooleanField(default=False, help_text=_("for each square metre"))
    season_opens = models.CharField(
        max_length=5, blank=True, help_text=_("month and day, such as 11-15; empty is all year")
    )
    season_closes = models.CharField(max_length=5, blank=True)
    account_code = models.CharField(max_length=20, blank=True)
    liability = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """The book between one vendor and one market."""

    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="accounts")
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="accounts")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vendor", "market"], name="account_once")]

    def __str__(self) -> str:
        return f"{self.vendor} @ {self.market}"


class Charge(models.Model):
    """An amount that is owed. Never edited or deleted: a second charge reverses it.

    amount_fen: above zero; below zero only where it reverses another charge, wholly or in part.
    open_fen: what is still owed of it. The database keeps it: amount + reversals - allocations,
    and refuses whatever would bring it below nothing or above the amount.
    key: said twice, it exists once.
    working: how the amount came about, as core laid it out.
    why: of a reversal, whether the charge was wrong (correction: what is right may be charged
    anew) or is forgiven (waiver: it stays so, whatever is reckoned again).
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="charges")
    key = models.CharField(max_length=120, unique=True)
    item = models.ForeignKey(FeeItem, models.PROTECT)
    amount_fen = models.BigIntegerField()
    open_fen = models.BigIntegerField(db_default=0, editable=False)
    due_on = models.DateField()
    period = DateRangeField(null=True, blank=True)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversals")
    why = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    working = models.JSONField(default=dict, blank=True)
    charged_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["account", "due_on"], name="charge_account_due"),
            models.Index(fields=["due_on"], name="charge_open", condition=Q(open_fen__gt=0)),
        ]
        constraints = [
            one_of("why", ("", *REASONS), name="charge_reason_is_known"),
            models.CheckConstraint(
                condition=Q(open_fen__gte=0) & (Q(open_fen__lte=F("amount_fen")) | Q(open_fen=0)),
                name="charge_is_not_paid_beyond_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, reverses__isnull=True)
                | Q(amount_fen__lt=0, reverses__isnull=False),
                name="charge_is_above_zero_or_a_reversal",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Payment(models.Model):
    """Money that came in, or went back (a reversal). The same key is the same payment.

    free_fen: what of it has paid nothing yet, the vendor's credit. The database keeps it.
    collection: the sum of which it is a part, where one person paid for several.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="payments")
    collection = models.ForeignKey(
        "market.Collection", models.PROTECT, null=True, related_name="parts"
    )
    key = models.CharField(max_length=120, unique=True, help_text=_("provider/reference"))
    amount_fen = models.BigIntegerField()
    free_fen = models.BigIntegerField(db_default=0, editable=False)
    method = models.CharField(max_length=10)
    received_on = models.DateField()
    payer = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("market.User", models.PROTECT, null=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["account"], name="payment_free", condition=Q(free_fen__gt=0)),
        ]
        constraints = [
            one_of("method", PAYMENT_METHODS, name="payment_method_is_known"),
            models.CheckConstraint(
                condition=Q(free_fen__gte=0) & (Q(free_fen__lte=F("amount_fen")) | Q(free_fen=0)),
                name="payment_is_not_spent_beyond_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, reverses__isnull=True)
                | Q(amount_fen__lt=0, reverses__isnull=False),
                name="payment_is_above_zero_or_a_reversal",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Allocation(models.Model):
    """How much of a payment pays how much of a charge; below zero takes it back."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="allocations")
    amount_fen = models.BigIntegerField()
    allocated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_fen=0), name="allocation_is_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.payment} -> {self.charge}"
