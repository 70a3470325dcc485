"""Inspections: what is looked at, whose turn it is, what was found, and what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.inspecting.bars import TradeClass
from market.core.inspecting.states import (
    ComplaintState,
    FindingState,
    InspectionState,
    PenaltyState,
    RoundState,
)
from market.models.checks import one_of

WAYS = ("all", "sample")
STOP_REASONS = ("all", "drawn", "overdue")
PHOTO_KINDS = ("found", "rectified")
COMPLAINT_KINDS = ("weight", "price", "quality", "hygiene", "service", "other")
CAME_BY = ("qr", "desk", "phone")


class CheckItem(models.Model):
    """A line of the checklist. Every number is a default that the operator may edit.

    points: taken off for a finding. days: to put it right. grave: alone it fails the visit.
    """

    code = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    points = models.PositiveSmallIntegerField(_("points"), default=5)
    days = models.PositiveSmallIntegerField(_("days to put it right"), default=3)
    grave = models.BooleanField(_("fails the visit by itself"), default=False)
    in_use = models.BooleanField(_("asked about"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)
    confidence = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """A walk through a zone, or a whole market, on a day: everybody, or some who were drawn.

    population_sha256: of the list that was drawn from, as core.inspecting.sampling says.
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="rounds")
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    day = models.DateField(_("day"))
    name = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=8, default="all")
    seed = models.CharField(max_length=80, blank=True)
    size = models.PositiveSmallIntegerField(default=0)
    algorithm = models.CharField(max_length=30, blank=True)
    population = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    population_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, default=RoundState.PLANNED)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            one_of("state", RoundState, name="round_state_is_known"),
            one_of("way", WAYS, name="round_way_is_known"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.day)


class Stop(models.Model):
    """Somebody to be looked at in a round, and why."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="stops")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT)
    pitch = models.ForeignKey("market.Pitch", models.PROTECT)
    position = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=8)

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            one_of("why", STOP_REASONS, name="stop_reason_is_known"),
            models.UniqueConstraint(fields=["round", "pitch", "vendor"], name="stop_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pitch} {self.vendor}"


class Inspection(models.Model):
    """One visit at one pitch. key: made on the inspector's phone, so that sending twice is once."""

    key = models.UUIDField(unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="inspections")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="inspections")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    asked = ArrayField(models.SlugField(), default=list, blank=True)
    points = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=1)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=InspectionState.RECORDED)
    inspected_at = models.DateTimeField(help_text=_("as the phone told it"))
    recorded_at = models.DateTimeField(help_text=_("when it arrived here"))
    inspected_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)
    by_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-inspected_at", "-id"]
        constraints = [
            one_of("state", InspectionState, name="inspection_state_is_known"),
            one_of("grade", ("A", "B", "C", "D"), name="inspection_grade_is_known"),
        ]
        indexes = [
            models.Index(fields=["vendor", "-inspected_at"], name="inspection_of_vendor"),
            models.Index(fields=["market", "-inspected_at"], name="inspection_of_market"),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.grade}"


class Finding(models.Model):
    """Something that was not right, by when it is to be, and how often it was looked at in vain."""

    key = models.UUIDField(unique=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="findings")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="findings")
    item = models.ForeignKey(CheckItem, models.PROTECT)
    note = models.CharField(max_length=500, blank=True)
    points = models.PositiveSmallIntegerField()
    grave = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=FindingState.OPEN)
    due_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True, help_text=_("what the vendor did"))
    rectified_at = models.DateTimeField(null=True, blank=True)
    looked_again = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [one_of("state", FindingState, name="finding_state_is_known")]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="finding_not_closed",
                condition=models.Q(state__in=["open", "rectified"]),
            ),
            models.Index(fields=["vendor", "state"], name="finding_of_vendor"),
        ]

    def __str__(self) -> str:
        return str(self.item)


class FindingPhoto(models.Model):
    """A photo of what was found, or of how it is now."""

    key = models.UUIDField(unique=True)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="photos")
    kind = models.CharField(max_length=10, default="found")
    upload = models.OneToOneField("market.Upload", models.PROTECT, related_name="finding_photo")

    class Meta:
        ordering = ["id"]
        constraints = [one_of("kind", PHOTO_KINDS, name="finding_photo_kind_is_known")]

    def __str__(self) -> str:
        return f"{self.finding} {self.kind}"


class Penalty(models.Model):
    """An authority's penalty against a vendor. Three of one class in a year bar it."""

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="penalties")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="penalties")
    trade_class = models.CharField(max_length=16)
    penalised_on = models.DateField()
    authority = models.CharField(max_length=100)
    reference = models.CharField(max_length=60, blank=True)
    deed = models.CharField(max_length=300)
    amount_fen = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default=PenaltyState.STANDING)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("market.User", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-penalised_on", "-id"]
        verbose_name_plural = "penalties"
        constraints = [
            one_of("state", PenaltyState, name="penalty_state_is_known"),
            one_of("trade_class", TradeClass, name="penalty_class_is_known"),
            models.UniqueConstraint(
                fields=["market", "vendor", "reference"],
                condition=~models.Q(reference=""),
                name="penalty_once_per_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.penalised_on}"


class Complaint(models.Model):
    """What a customer is not content with. How to reach them is sealed, and erased in time."""

    reference = models.CharField(max_length=20, unique=True)
    market = models.ForeignKey("market.Market", models.PROTECT, related_name="complaints")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    vendor = models.ForeignKey(
        "market.Vendor", models.PROTECT, null=True, blank=True, related_name="complaints"
    )
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=1000)
    contact_sealed = models.TextField(blank=True)
    contact_masked = models.CharField(max_length=30, blank=True)
    came_by = models.CharField(max_length=6, default="desk")
    state = models.CharField(max_length=10, default=ComplaintState.RECEIVED)
    answer = models.CharField(max_length=500, blank=True)
    due_on = models.DateField()
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            one_of("state", ComplaintState, name="complaint_state_is_known"),
            one_of("kind", COMPLAINT_KINDS, name="complaint_kind_is_known"),
            one_of("came_by", CAME_BY, name="complaint_way_is_known"),
        ]

    def __str__(self) -> str:
        return self.reference
