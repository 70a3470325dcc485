"""Who shares what is lost between a main meter and those behind it."""

from django.db import models
from django.db.models import Q

from leasing.core.metering.states import Weights
from market.models.checks import one_of


class LossGroup(models.Model):
    """A main meter and those behind it. weights: by what the loss is shared, as agreed."""

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="loss_groups")
    name = models.CharField(max_length=40)
    main = models.OneToOneField("leasing.Meter", models.PROTECT, related_name="loss_group")
    weights = models.CharField(max_length=12, default=Weights.CONSUMPTION)

    class Meta:
        ordering = ["market", "name"]
        constraints = [one_of("weights", Weights, name="loss_weights_are_known")]

    def __str__(self) -> str:
        return self.name


class LossMember(models.Model):
    """A meter behind the main one. weight: its agreed number, where the weights are fixed."""

    group = models.ForeignKey(LossGroup, models.CASCADE, related_name="members")
    meter = models.OneToOneField("leasing.Meter", models.PROTECT, related_name="loss_member")
    weight = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["group", "meter__number_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=0), name="loss_weight_from_zero"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.meter}"
