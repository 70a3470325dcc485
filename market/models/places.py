"""Markets, their zones, and the pitches in them."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.states import PitchState
from market.models.checks import one_of

BILLING_LEADS = ("days", "month_before")
PITCH_KINDS = ("stall", "container", "night", "shopfront", "advertising", "storage")


class Market(models.Model):
    """One place with a gate: hall, containers and street under one roof of rules."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    quiet_from = models.TimeField(default=time(20), help_text=_("no message after this hour"))
    quiet_until = models.TimeField(default=time(8))
    billing_lead = models.CharField(max_length=12, default="days")
    billing_lead_days = models.PositiveSmallIntegerField(
        default=15, help_text=_("a bill is charged so many days before it is due")
    )
    billing_notice_days = models.PositiveSmallIntegerField(
        default=0, help_text=_("a late first bill is due so many days after it is made, at least")
    )
    merge_late_bills = models.BooleanField(
        default=False, help_text=_("a lease signed late gets one first bill for all that is due")
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            one_of("billing_lead", BILLING_LEADS, name="market_billing_lead_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A part of a market with a name of its own, drawn as a rectangle on the plan (in cm)."""

    market = models.ForeignKey(Market, models.PROTECT, related_name="zones")
    code = models.SlugField()
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    x = models.IntegerField(default=0)
    y = models.IntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    power_kw = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["market", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["market", "code"], name="zone_code_once")]

    def __str__(self) -> str:
        return self.name


class Pitch(models.Model):
    """A piece of ground that can be let: a stall, a container shop, a place in tonight's street."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="pitches")
    code = models.CharField(_("code"), max_length=20)
    code_key = models.CharField(max_length=40, db_index=True, help_text=_("sorts A-2 before A-10"))
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default=PitchState.OPEN)
    state_note = models.CharField(max_length=200, blank=True)

    row = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text=_("its order in the row"))
    x = models.IntegerField(default=0, help_text=_("cm on the plan"))
    y = models.IntegerField(default=0)
    width = models.PositiveIntegerField(default=300)
    height = models.PositiveIntegerField(default=300)

    area_m2 = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    charged_area_m2 = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text=_("with its common share")
    )
    shopfront = models.BooleanField(default=False, help_text=_("decides the class of food permit"))
    structure = models.CharField(max_length=10, default="permanent")
    structure_approval_until = models.DateField(null=True, blank=True)
    power_kw = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    three_phase = models.BooleanField(default=False)
    water = models.BooleanField(default=False)
    drain = models.BooleanField(default=False)
    gas = models.BooleanField(default=False)
    open_flame = models.BooleanField(default=False)
    exhaust = models.BooleanField(default=False)
    electricity_meter = models.CharField(max_length=30, blank=True)
    water_meter = models.CharField(max_length=30, blank=True)
    goods = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    guide_rent_fen = models.BigIntegerField(null=True, blank=True, help_text=_("fen a month"))
    here_since = models.DateField(null=True, blank=True, help_text=_("made of others on this day"))
    gone_since = models.DateField(null=True, blank=True, help_text=_("merged or split on this day"))

    class Meta:
        ordering = ["zone", "code_key"]
        verbose_name_plural = "pitches"
        constraints = [
            models.UniqueConstraint(fields=["zone", "code"], name="pitch_code_once_per_zone"),
            one_of("kind", PITCH_KINDS, name="pitch_kind_is_known"),
            one_of("state", PitchState, name="pitch_state_is_known"),
            one_of("structure", ("permanent", "temporary"), name="pitch_structure_is_known"),
        ]

    def __str__(self) -> str:
        return self.code


class Succession(models.Model):
    """A pitch that became a part, or the whole, of another: stalls merged into one, one split up."""

    before = models.ForeignKey(Pitch, models.PROTECT, related_name="became")
    after = models.ForeignKey(Pitch, models.PROTECT, related_name="made_of")
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after", "on"], name="succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}"
