"""Demands (催缴函): what is asked for, by when it is to be paid, and how the letter arrived."""

from django.db import models
from django.db.models import Q

from leasing.core.arrears_states import DemandState, Proof
from market.models.checks import one_of


class Delivery(models.Model):
    """How a letter reached its reader, so that it can be shown later."""

    how = models.CharField(max_length=10)
    on = models.DateField()
    by_name = models.CharField(max_length=60, help_text="who handed it over")
    tracking = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey("market.Upload", models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("market.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            one_of("how", Proof, name="delivery_how_is_known"),
            models.CheckConstraint(
                condition=~Q(how="registered") | ~Q(tracking=""),
                name="registered_mail_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.on}"


class Demand(models.Model):
    """A letter that asks for what is overdue, with a day by which it can still be put right."""

    account = models.ForeignKey("market.Account", models.PROTECT, related_name="demands")
    lease = models.ForeignKey(
        "leasing.Lease", models.PROTECT, null=True, blank=True, related_name="demands"
    )
    number = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=DemandState.DRAFTED)
    cure_on = models.DateField()
    late_fee_fen = models.BigIntegerField(default=0)
    drafted_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey("market.Document", models.PROTECT, null=True, related_name="+")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="demand")

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", DemandState, name="demand_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivery__isnull=False),
                name="delivered_demand_has_its_proof",
            ),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="demand_of_account")]

    def __str__(self) -> str:
        return self.number or f"demand {self.pk}"


class DemandLine(models.Model):
    """One charge that a demand asks for, with what was open of it."""

    demand = models.ForeignKey(Demand, models.CASCADE, related_name="lines")
    charge = models.ForeignKey("market.Charge", models.PROTECT, related_name="demands")
    open_fen = models.BigIntegerField()
    late_fee_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["demand", "charge__due_on", "charge"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "charge"], name="demand_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.demand}: {self.charge}"


class Termination(models.Model):
    """The way from unpaid rent to the end of a lease, step by step (民法典 722, 565)."""

    lease = models.ForeignKey("leasing.Lease", models.PROTECT, related_name="terminations")
    demand = models.ForeignKey(Demand, models.PROTECT, null=True, related_name="terminations")
    state = models.CharField(max_length=10, default="open")
    skipped = models.JSONField(default=dict, help_text="step: why")
    ends_on = models.DateField(null=True, blank=True, help_text="the last day, as stated")
    begun_at = models.DateTimeField()
    document = models.ForeignKey("market.Document", models.PROTECT, null=True, related_name="+")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="termination")

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of(
                "state",
                ("open", "noticed", "delivered", "ended", "withdrawn"),
                name="termination_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["lease"],
                condition=~Q(state="withdrawn"),
                name="one_termination_per_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lease}: {self.state}"
