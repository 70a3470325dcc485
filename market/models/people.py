"""Those who log in, what they may do, and the keys they carry."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from market.core.actors import MEMBER_ROLES, OWNER, ROLES
from market.models.checks import one_of


class User(AbstractUser):
    """A person who logs in: an operator by name and password, a vendor by phone and code."""

    name = models.CharField(_("name"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=20, null=True, unique=True)
    language = models.CharField(max_length=10, default="zh-hans")

    def __str__(self) -> str:
        return self.name or self.username


class Role(models.Model):
    """What a user is at a market; without a market, at every one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    market = models.ForeignKey("market.Market", models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=20)
    zones = models.ManyToManyField("market.Zone", blank=True, help_text=_("for a steward"))

    class Meta:
        constraints = [
            one_of("name", ROLES, name="role_name_is_known"),
            models.UniqueConstraint(
                fields=["user", "market", "name"], name="role_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"


class Member(models.Model):
    """A person who acts for a vendor: several may, and one may act for several.

    role: owner, or helper (a relative who files papers and reads; market.rules says what not).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    vendor = models.ForeignKey("market.Vendor", models.CASCADE, related_name="members")
    role = models.CharField(max_length=10, default=OWNER, db_default=OWNER)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "vendor"], name="member_once"),
            one_of("role", MEMBER_ROLES, name="member_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.vendor}"


class Invitation(models.Model):
    """Whoever proves this phone until then acts for the vendor. Taken up, or taken back, once."""

    vendor = models.ForeignKey("market.Vendor", models.CASCADE, related_name="invitations")
    phone = models.CharField(max_length=20, db_index=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=10)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            one_of("role", MEMBER_ROLES, name="invitation_role_is_known"),
            models.UniqueConstraint(
                fields=["vendor", "phone"],
                condition=models.Q(taken_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_once_per_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.vendor}"


class LoginCode(models.Model):
    """A short-lived code sent to a phone. Neither the phone nor the code is stored readable."""

    phone_print = models.CharField(max_length=64, db_index=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code {self.pk}"


class Token(models.Model):
    """A bearer token: for a person who proved a phone, or for one application just begun."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="tokens")
    vendor = models.ForeignKey("market.Vendor", models.CASCADE, null=True, related_name="tokens")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(vendor__isnull=False),
                name="token_is_of_a_user_or_a_vendor",
            )
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"


class ApiKey(models.Model):
    """A named key of an operator's own program: it may do what its scopes and its user may."""

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="api_keys")
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
