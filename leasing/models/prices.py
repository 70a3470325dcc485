"""What the market asks for its ground, as it would tell anybody who asks."""

from django.db import models
from django.db.models import Q

from market.core.periods import PARTS_OF_A_YEAR
from market.models.checks import one_of
from market.models.places import PITCH_KINDS


class ListPrice(models.Model):
    """The usual terms for a kind of pitch at a market, from a day on (标价).

    rent_fen, sanitation_fen: a month. rent_fen is for pitches that name no guide rent of their
    own; without either, a pitch has no price that could be told. deposit_months: how many months'
    rent are the deposit. interval_months: how many months are on one bill.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="list_prices")
    kind = models.CharField(max_length=12)
    from_day = models.DateField()
    rent_fen = models.BigIntegerField(null=True, blank=True)
    sanitation_fen = models.BigIntegerField(default=0)
    deposit_months = models.PositiveSmallIntegerField(default=0)
    interval_months = models.PositiveSmallIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["market", "kind", "-from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "kind", "from_day"], name="list_price_once_per_kind_and_day"
            ),
            one_of("kind", PITCH_KINDS, name="list_price_kind_is_known"),
            models.CheckConstraint(
                condition=Q(interval_months__in=PARTS_OF_A_YEAR),
                name="list_price_interval_divides_a_year",
            ),
            models.CheckConstraint(
                condition=(Q(rent_fen__isnull=True) | Q(rent_fen__gt=0)) & Q(sanitation_fen__gte=0),
                name="list_price_is_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_day}"
