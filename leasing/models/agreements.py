"""Paying in parts (分期还款协议): which charges, on which days how much."""

from django.db import models
from django.db.models import Q

from leasing.core.arrears_states import AgreementState
from market.models.checks import one_of


class Agreement(models.Model):
    """What is owed is paid in parts. While it stands, the days of its parts are the due days."""

    reference = models.CharField(max_length=16, unique=True)
    account = models.ForeignKey("market.Account", models.PROTECT, related_name="agreements")
    state = models.CharField(max_length=10, default=AgreementState.PROPOSED)
    note = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=10, blank=True, help_text="phone or paper")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", AgreementState, name="agreement_state_is_known"),
            one_of("agreed_how", ("", "phone", "paper"), name="agreement_how_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["account"],
                name="agreement_standing",
                condition=Q(state__in=("proposed", "agreed")),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class AgreementCharge(models.Model):
    """A charge that is paid in parts, and how much of it was open when they were laid out."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="covered")
    charge = models.ForeignKey("market.Charge", models.PROTECT, related_name="agreements")
    open_fen = models.BigIntegerField()

    class Meta:
        ordering = ["agreement", "charge__due_on", "charge"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "charge"], name="agreement_charge_once"),
            models.CheckConstraint(condition=Q(open_fen__gt=0), name="agreement_charge_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.charge}"


class AgreementPart(models.Model):
    """So much by a day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parts")
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()

    class Meta:
        ordering = ["agreement", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "due_on"], name="agreement_day_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="agreement_part_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.due_on}"
