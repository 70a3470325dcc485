"""Meters and what they showed: what is billed is reckoned from the readings that stand."""

from django.db import models
from django.db.models import F, Q

from leasing.core.metering.states import (
    ReadingKind,
    ReadingSource,
    ReadingState,
    Serves,
    Utility,
)
from market.models.checks import one_of


class Meter(models.Model):
    """An electricity or water meter. Taken out, it keeps its readings; the next one names it.

    multiplier: of the current transformer. digits: before the point, after all nines it begins
    again. A reading's day is the first that it does not count: it is what stood there that morning.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="meters")
    utility = models.CharField(max_length=12)
    number = models.CharField(max_length=30)
    number_key = models.CharField(max_length=60, db_index=True)
    multiplier = models.DecimalField(max_digits=9, decimal_places=3, default=1)
    digits = models.PositiveSmallIntegerField(default=6)
    serves = models.CharField(max_length=8, default=Serves.PITCH)
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, related_name="meters")
    place = models.CharField(max_length=60, blank=True)
    installed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["market", "number_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "utility", "number"], name="meter_number_once_per_market"
            ),
            one_of("utility", Utility, name="meter_utility_is_known"),
            one_of("serves", Serves, name="meter_serves_is_known"),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="meter_multiplies"),
            models.CheckConstraint(
                condition=Q(digits__gte=3, digits__lte=9), name="meter_digits_are_3_to_9"
            ),
            models.CheckConstraint(
                condition=~Q(serves=Serves.PITCH) | Q(pitch__isnull=False),
                name="meter_of_a_pitch_has_one",
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("installed_on")),
                name="meter_removed_after_installed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Reading(models.Model):
    """What a meter showed as a day began, as printed on its dial. Put right by another one."""

    meter = models.ForeignKey(Meter, models.PROTECT, related_name="readings")
    day = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    kind = models.CharField(max_length=10, default=ReadingKind.ACTUAL)
    source = models.CharField(max_length=10, default=ReadingSource.TYPED)
    state = models.CharField(max_length=10, default=ReadingState.STANDING)
    rolled_over = models.BooleanField(default=False)
    photo = models.ForeignKey("market.Upload", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["meter", "-day", "-id"]
        constraints = [
            one_of("kind", ReadingKind, name="reading_kind_is_known"),
            one_of("source", ReadingSource, name="reading_source_is_known"),
            one_of("state", ReadingState, name="reading_state_is_known"),
            models.CheckConstraint(condition=Q(value__gte=0), name="reading_from_zero"),
            models.UniqueConstraint(
                fields=["meter", "day"],
                condition=Q(state=ReadingState.STANDING),
                name="reading_stands_once_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"],
                name="reading_to_confirm",
                condition=Q(state=ReadingState.PROPOSED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meter} {self.day}"


class Tariff(models.Model):
    """What the utility charges for a unit, from a day on. The house earns nothing on it."""

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="tariffs")
    utility = models.CharField(max_length=12)
    from_day = models.DateField()
    price = models.DecimalField(max_digits=12, decimal_places=6, help_text="yuan for a kWh or m³")
    source = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["market", "utility", "-from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "utility", "from_day"], name="tariff_once_a_day"
            ),
            one_of("utility", Utility, name="tariff_utility_is_known"),
            models.CheckConstraint(condition=Q(price__gte=0), name="tariff_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.utility} {self.price} from {self.from_day}"
