"""The official list of days off and make-up workdays, as the operator uploaded it."""

from django.db import models

from market.models.checks import one_of


class SpecialDay(models.Model):
    """A statutory holiday, or a weekend day on which people work."""

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [one_of("kind", ("holiday", "workday"), name="special_day_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
