"""How vendors and performers come to take part, and what becomes of it on the night."""

from django.db import models
from django.db.models import F, Q

from market.models.checks import one_of

PARTS = ("stall", "act")
SAID_AT = ("stall", "desk")


class Call(models.Model):
    """An invitation to take part: in every session of a series, or in one of them.

    places: how many have room in one session; None as many as there are pitches. first_come: who
    asks while there is room has it; otherwise the market chooses. free_until_hours: until so many
    hours before it begins, whoever withdraws gets the fee back. The percentages are of fee paid
    back when a session is called off.
    """

    series = models.ForeignKey("events.Series", models.PROTECT, related_name="calls")
    session = models.ForeignKey("events.Session", models.PROTECT, null=True, related_name="calls")
    part = models.CharField(max_length=5, default="stall")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    first_come = models.BooleanField(default=True)
    fee_fen = models.BigIntegerField(default=0)
    deposit_fen = models.BigIntegerField(default=0)
    offer_hours = models.PositiveSmallIntegerField(default=12)
    free_until_hours = models.PositiveSmallIntegerField(default=24)
    weather_percent = models.PositiveSmallIntegerField(default=100)
    police_percent = models.PositiveSmallIntegerField(default=100)
    market_percent = models.PositiveSmallIntegerField(default=100)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["closes_at", "id"]
        constraints = [
            one_of("part", PARTS, name="night_call_part_is_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="night_call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(fee_fen__gte=0, deposit_fen__gte=0), name="night_call_asks_for_no_less"
            ),
            models.CheckConstraint(
                condition=Q(weather_percent__lte=100, police_percent__lte=100)
                & Q(market_percent__lte=100),
                name="night_call_gives_back_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.part}"


class Quota(models.Model):
    """How many of one trade a call has room for in a session: six kitchens, two of them for seafood."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="quotas")
    trade = models.CharField(max_length=30)
    places = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["trade"]
        constraints = [models.UniqueConstraint(fields=["call", "trade"], name="quota_once")]

    def __str__(self) -> str:
        return f"{self.trade}: {self.places}"


class LateCode(models.Model):
    """A code that opens a closed call once more, for so many sign-ups. Only its digest is kept."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="late_codes")
    digest = models.CharField(max_length=64, unique=True)
    uses_left = models.PositiveSmallIntegerField(default=1)
    until = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.call} {self.made_at}"


class SignUpCharge(models.Model):
    """A charge that stands for a sign-up: its fee, or its deposit."""

    sign_up = models.ForeignKey("events.SignUp", models.PROTECT, related_name="dues")
    charge = models.OneToOneField("market.Charge", models.PROTECT, related_name="+")
    what = models.CharField(max_length=8)

    class Meta:
        ordering = ["id"]
        constraints = [one_of("what", ("fee", "deposit", "damage"), name="due_is_known")]

    def __str__(self) -> str:
        return f"{self.what}: {self.charge}"


class CheckIn(models.Model):
    """Somebody was really there. who: the person behind the stall, as they said."""

    sign_up = models.OneToOneField("events.SignUp", models.PROTECT, related_name="check_in")
    at = models.DateTimeField()
    said_at = models.CharField(max_length=5, default="stall")
    worker = models.ForeignKey("market.Worker", models.SET_NULL, null=True, blank=True)
    who = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [one_of("said_at", SAID_AT, name="check_in_place_is_known")]

    def __str__(self) -> str:
        return f"{self.sign_up} {self.at}"


class HandBack(models.Model):
    """The pitch was looked at afterwards. deducted_fen is kept of the deposit, the rest goes back."""

    sign_up = models.OneToOneField("events.SignUp", models.PROTECT, related_name="hand_back")
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    tidy = models.BooleanField()
    deducted_fen = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(deducted_fen__gte=0), name="hand_back_takes_or_not"),
            models.CheckConstraint(
                condition=Q(deducted_fen=0) | ~Q(reason=""), name="hand_back_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up} {self.deducted_fen}"
