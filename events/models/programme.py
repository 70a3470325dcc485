"""What happens at the market: series of sessions, who takes part, and what must be filed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from events.core.occasions import Feature
from events.core.states import FilingState, SessionState, SignUpState
from market.models.checks import one_of

SERIES_KINDS = ("night", "fair", "performance", "competition", "community", "closure", "internal")


class Series(models.Model):
    """Sessions that belong together and share a name: Friday and Saturday nights of a season.

    rule says on which days (events/core/recurrence), first_on and last_on between which, both
    included; opens and closes are minutes of the market day. Without a rule its sessions are put
    in by hand. rebate_percent: what a closed day takes off the rents on its ground; none closes no
    pitch. continues: the series whose later dates this one took over. sequence counts the
    changes of the rule (RFC 5545).
    """

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="series")
    programme = models.ForeignKey(
        "events.Programme", models.PROTECT, null=True, blank=True, related_name="series"
    )
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=12, default="night")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True)
    sequence = models.PositiveIntegerField(default=0)
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    rule = models.JSONField(null=True, blank=True)
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)
    expected_people = models.PositiveIntegerField(null=True, blank=True)
    features = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    rebate_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            one_of("kind", SERIES_KINDS, name="series_kind_is_known"),
            models.CheckConstraint(
                condition=Q(rule__isnull=True)
                | Q(opens__isnull=False, closes__gt=F("opens"), first_on__isnull=False),
                name="series_rule_has_hours_and_a_first_day",
            ),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="series_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(features__contained_by=[str(each) for each in sorted(Feature)]),
                name="series_features_are_known",
            ),
            models.CheckConstraint(
                condition=Q(rebate_percent__isnull=True)
                | Q(kind="closure", rebate_percent__gte=0, rebate_percent__lte=100),
                name="series_rebate_is_a_part_and_of_a_closure",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """One night, fair or show. `day` is the market day it opens on, even if it ends after midnight.

    uid never changes; sequence counts the changes of time, place and cancellation (RFC 5545).
    features are what brings filings with it; announced_at stays set when it is called off. slot
    is the start that the rule of its series gave it, wherever it has gone since; a provisional one
    hangs on a year whose days off are not published. source_key is the UID of a session that came
    out of somebody else's calendar.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="sessions")
    zone = models.ForeignKey("market.Zone", models.PROTECT, null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, default=SessionState.PLANNED)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    slot = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(default=False, db_default=False)
    source_key = models.CharField(max_length=255, blank=True, default="", db_default="")
    name = models.CharField(max_length=80, blank=True, help_text="empty: as the series")
    name_en = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    expected_people = models.PositiveIntegerField(null=True, blank=True)
    features = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    power_kw = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            one_of("state", SessionState, name="session_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(features__contained_by=[str(each) for each in sorted(Feature)]),
                name="session_features_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=str(SessionState.PUBLISHED)) | Q(announced_at__isnull=False),
                name="session_published_was_announced",
            ),
            models.UniqueConstraint(fields=["series", "starts_at"], name="session_once"),
            models.UniqueConstraint(fields=["series", "slot"], name="session_once_per_slot"),
            models.UniqueConstraint(
                fields=["series", "source_key"],
                condition=~Q(source_key=""),
                name="session_once_per_source",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="session_day")]

    def __str__(self) -> str:
        return f"{self.name or self.series} {self.day}"


class SignUp(models.Model):
    """A vendor's place, or wish for one, in a session.

    part: a stall, or an act on its stage (act says which). offered_until: of a place that has
    come free. confirmed_at: when the vendor said again that they will come.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="sign_ups")
    vendor = models.ForeignKey("market.Vendor", models.PROTECT, related_name="sign_ups")
    pitch = models.ForeignKey("market.Pitch", models.PROTECT, null=True, blank=True)
    hold = models.OneToOneField("market.Hold", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=SignUpState.ASKED)
    asked_at = models.DateTimeField()
    call = models.ForeignKey("events.NightCall", models.PROTECT, null=True, related_name="sign_ups")
    part = models.CharField(max_length=5, default="stall")
    act = models.CharField(max_length=80, blank=True)
    power_kw = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            one_of("state", SignUpState, name="sign_up_state_is_known"),
            one_of("part", ("stall", "act"), name="sign_up_part_is_known"),
            models.CheckConstraint(
                condition=~Q(state=str(SignUpState.OFFERED)) | Q(offered_until__isnull=False),
                name="sign_up_offered_until",
            ),
            models.UniqueConstraint(
                fields=["session", "vendor"],
                condition=~Q(state__in=["withdrawn", "refused", "expired"]),
                name="one_sign_up_per_vendor_and_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.session}"


class Filing(models.Model):
    """Something an authority must be told or asked before a session.

    decided_by: the day by which it should answer. remedy: what a change of the session made of
    it (core.breaches.Remedy), empty where it is as at first.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="filings")
    type = models.ForeignKey("market.PermitType", models.PROTECT)
    authority = models.CharField(max_length=100)
    apply_by = models.DateField()
    state = models.CharField(max_length=10, default=FilingState.NEEDED)
    number = models.CharField(max_length=60, blank=True)
    decided_by = models.DateField(null=True, blank=True)
    remedy = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["apply_by", "id"]
        constraints = [
            one_of("state", FilingState, name="filing_state_is_known"),
            models.UniqueConstraint(fields=["session", "type"], name="filing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.session}"
