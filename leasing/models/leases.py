"""A lease, its pitches and its terms, and the payment plan laid out from them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from leasing.core.concessions import Direction, Kind
from leasing.core.endings import EndReason
from leasing.core.states import LeaseState
from leasing.core.terms import Anchor, DueBase, Per, Proration
from market.core.periods import PARTS_OF_A_YEAR
from market.models.checks import one_of

PER = tuple(map(str, Per))
ANCHORS = tuple(map(str, Anchor))
PRORATIONS = tuple(map(str, Proration))
DUE_RULES = tuple(map(str, DueBase))
DIRECTIONS = tuple(map(str, Direction))
CONCESSIONS = tuple(map(str, Kind))


def every_day() -> list[int]:
    return [1, 2, 3, 4, 5, 6, 7]


class Lease(models.Model):
    """One vendor's right to some pitches for a time. The end day is included, as in the contract."""

    reference = models.CharField(max_length=16, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="leases")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="leases")
    application = models.ForeignKey(
        "leasing.Application", models.PROTECT, null=True, blank=True, related_name="leases"
    )
    state = models.CharField(max_length=10, default=LeaseState.DRAFT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=every_day)
    from_minute = models.PositiveSmallIntegerField(default=300)
    until_minute = models.PositiveSmallIntegerField(default=1740)
    goods = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    interval_months = models.PositiveSmallIntegerField(default=1)
    anchor = models.CharField(max_length=12, default="calendar")
    proration = models.CharField(max_length=24, default="actual_days_in_month")
    due_rule = models.CharField(max_length=14, default="period_start")
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_offset_days = models.SmallIntegerField(default=0)
    due_next_working_day = models.BooleanField(default=False)
    deposit_fen = models.BigIntegerField(default=0)
    billed_from = models.DateField(
        null=True, blank=True, help_text="bills for days before it were settled elsewhere"
    )
    laid_until = models.DateField(
        null=True, blank=True, help_text="the payment plan is stored for the days before it"
    )
    billing_fault = models.CharField(
        max_length=300, blank=True, help_text="why the last charge run left it out"
    )

    source_key = models.CharField(max_length=200, null=True, unique=True)
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="the last day, if ended early")
    end_reason = models.CharField(max_length=10, blank=True)
    holdover_since = models.DateField(
        null=True, blank=True, help_text="from this day it goes on without an end"
    )
    deposit_carried_fen = models.BigIntegerField(
        default=0, help_text="of the deposit, what the lease before it had paid already"
    )

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            one_of("state", LeaseState, name="lease_state_is_known"),
            one_of("anchor", ANCHORS, name="lease_anchor_is_known"),
            one_of("proration", PRORATIONS, name="lease_proration_is_known"),
            one_of("due_rule", DUE_RULES, name="lease_due_rule_is_known"),
            models.CheckConstraint(
                condition=Q(interval_months__in=PARTS_OF_A_YEAR),
                name="lease_interval_divides_a_year",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="lease_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(deposit_fen__gte=0), name="lease_deposit_from_zero"),
            models.CheckConstraint(
                condition=Q(deposit_carried_fen__gte=0), name="lease_carried_deposit_from_zero"
            ),
            one_of("end_reason", ("", *EndReason), name="lease_end_reason_is_known"),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state=LeaseState.CANCELLED),
                name="one_standing_lease_per_application",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_on"], name="lease_signed_end", condition=Q(state=LeaseState.SIGNED)
            ),
            models.Index(fields=["id"], name="lease_not_billed", condition=~Q(billing_fault="")),
            models.Index(
                fields=["laid_until"],
                name="lease_open_ended",
                condition=Q(state=LeaseState.SIGNED)
                & (Q(ends_on__isnull=True) | Q(holdover_since__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class LeaseParty(models.Model):
    """A tenant of a lease that several share, and their part of all that is charged.

    A lease without any is its vendor's alone. The last day is included.
    """

    lease = models.ForeignKey(Lease, models.CASCADE, related_name="parties")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="lease_parties")
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__gt=0) & Q(part__lte=F("whole")), name="party_has_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.vendor} {self.part}/{self.whole}"


class LeaseConcession(models.Model):
    """What is taken off the rent for a time, or put on it. The last day is included.

    item: what it is about; none is all that is charged by time. value: percent of the rent as
    it stands then, or yuan a year. clawback: owed after all when the vendor leaves early, for
    the time not served; clawback_whole: all of it. closure: what it makes up for.
    """

    lease = models.ForeignKey(Lease, models.CASCADE, related_name="concessions")
    item = models.ForeignKey("market.FeeItem", models.PROTECT, null=True, blank=True)
    direction = models.CharField(max_length=8, default="discount")
    kind = models.CharField(max_length=8, default="percent")
    value = models.DecimalField(max_digits=14, decimal_places=4)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=100, blank=True)
    clawback = models.BooleanField(default=False)
    clawback_whole = models.BooleanField(default=False)
    closure = models.ForeignKey(
        "leasing.Closure", models.PROTECT, null=True, blank=True, related_name="rebates"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("direction", DIRECTIONS, name="concession_direction_is_known"),
            one_of("kind", CONCESSIONS, name="concession_kind_is_known"),
            models.CheckConstraint(
                condition=Q(value__gt=0) & Q(ends_on__gte=F("starts_on")),
                name="concession_is_something",
            ),
            models.UniqueConstraint(fields=["lease", "closure"], name="one_rebate_per_closure"),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.value} {self.kind}"


class LeasePitch(models.Model):
    """A pitch that a lease is about."""

    lease = models.ForeignKey(Lease, models.CASCADE, related_name="pitches")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, related_name="lease_pitches")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lease", "pitch"], name="lease_pitch_once")]

    def __str__(self) -> str:
        return f"{self.lease}: {self.pitch}"


class LeaseHold(models.Model):
    """The ground that a lease, or its offer, holds."""

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="holds")
    hold = models.OneToOneField("market.Hold", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lease}: {self.hold}"


class LeaseLine(models.Model):
    """One term of the rent: an amount per so long, or once on a day. The last day is included.

    area_m2: the amount is for each square metre, and these were agreed; none is for the whole.
    working: how a one-off came about, where it was reckoned.
    """

    lease = models.ForeignKey(Lease, models.CASCADE, related_name="lines")
    item = models.ForeignKey("market.FeeItem", models.PROTECT)
    amount_fen = models.BigIntegerField()
    area_m2 = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=100, blank=True)
    working = models.JSONField(default=dict, blank=True)
    per = models.CharField(max_length=8, blank=True, help_text="empty for a one-off")
    starts_on = models.DateField(null=True, blank=True, help_text="the day of a one-off")
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("per", ("", *PER), name="line_per_is_known"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="line_amount_from_zero"),
            models.CheckConstraint(
                condition=~Q(per="") | Q(starts_on__isnull=False), name="one_off_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.item}"


class Instalment(models.Model):
    """One bill of the payment plan, stored when the lease was signed.

    bill_on: the day from which it may be charged.
    """

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="instalments")
    period = DateRangeField()
    due_on = models.DateField()
    bill_on = models.DateField()

    class Meta:
        ordering = ["lease", "period"]
        constraints = [
            ExclusionConstraint(
                name="instalment_periods_do_not_overlap",
                expressions=[("lease", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.period}"


class Unbilled(models.Model):
    """A bill of which something is not charged yet, or has changed since it was.

    The charge run looks at nothing else, and takes the row away when the books are right.
    """

    instalment = models.OneToOneField(
        Instalment, models.CASCADE, primary_key=True, related_name="unbilled"
    )
    bill_on = models.DateField()

    class Meta:
        ordering = ["bill_on", "instalment"]
        indexes = [models.Index(fields=["bill_on"], name="unbilled_goes_out")]

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.bill_on}"


class InstalmentLine(models.Model):
    """What one tenant owes of one term on one bill, with the working that explains it."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="lines")
    line = models.ForeignKey(LeaseLine, models.PROTECT, related_name="+")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="+")
    period = DateRangeField()
    amount_fen = models.BigIntegerField()
    working = models.JSONField(default=dict)

    class Meta:
        ordering = ["instalment", "id"]
        constraints = [
            ExclusionConstraint(
                name="line_is_billed_once_for_any_day",
                expressions=[
                    ("line", RangeOperators.EQUAL),
                    ("vendor", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="instalment_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.instalment}: {self.line}"


class Billed(models.Model):
    """A charge that was made for a bill: the first one, or the difference of a later change."""

    charge = models.OneToOneField(
        "market.Charge", models.PROTECT, primary_key=True, related_name="+"
    )
    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="billed")

    class Meta:
        ordering = ["charge"]

    def __str__(self) -> str:
        return f"{self.instalment_id}: {self.charge_id}"
