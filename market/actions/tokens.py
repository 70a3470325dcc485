"""Bearer tokens of vendors, and keys of operators' own programs. Only digests are stored."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from market.core.actors import Actor
from market.core.refusals import Forbidden, Invalid
from market.models import ApiKey, Token, User, Vendor

USER_LIFE = timedelta(days=30)
VENDOR_LIFE = timedelta(days=7)

_SCOPE = re.compile(r"\*|[a-z][a-z_-]*\.(\*|[a-z][a-z_-]*)")


def issue_for_user(user: User, *, at: datetime) -> str:
    """A bearer token for a person who has just proved their phone. It is good for 30 days."""
    bearer = _new("hq_")
    Token.objects.create(
        digest=_digest(bearer), user=user, created_at=at, expires_at=at + USER_LIFE
    )
    return bearer


def issue_for_vendor(vendor: Vendor, *, at: datetime) -> str:
    """A bearer token for whoever has just begun an application: good for 7 days, then by phone."""
    bearer = _new("hq_")
    Token.objects.create(
        digest=_digest(bearer), vendor=vendor, created_at=at, expires_at=at + VENDOR_LIFE
    )
    return bearer


def find(bearer: str, *, at: datetime) -> Token | None:
    """The token that was issued as this text; None for one unknown, run out or revoked."""
    return (
        Token.objects.select_related("user", "vendor")
        .filter(digest=_digest(bearer), expires_at__gt=at, revoked_at__isnull=True)
        .exclude(user__is_active=False)
        .first()
    )


def revoke(token: Token, *, at: datetime) -> None:
    """Make a token worthless from now on."""
    Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)


def revoke_all_of(user: User, *, at: datetime) -> None:
    """Make every token of a person worthless: the phone was lost."""
    Token.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)


def create_key(name: str, scopes: Iterable[str], *, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A key for an operator's own program. It may do what its scopes and its owner may.

    scopes: acts of the rule tables, such as "permit.accept", all of a noun ("permit.*"), or "*".
    This will give the key and its text, which is shown once. A key cannot make keys.
    """
    if not by.operator or by.user is None or by.scopes is not None:
        raise Forbidden("only_in_person", "Only an operator who is logged in may make a key.")
    wanted = sorted(set(scopes))
    if not wanted or not all(_SCOPE.fullmatch(scope) for scope in wanted):
        raise Invalid(
            "bad_scopes",
            'Name what the key may do, such as "permit.accept" or "permit.*".',
            field="scopes",
        )
    secret = _new("hqk_")
    key = ApiKey.objects.create(
        name=name, digest=_digest(secret), user_id=by.user, scopes=wanted, created_at=at
    )
    return key, secret


def find_key(secret: str) -> ApiKey | None:
    """The key that was made as this text; None for one unknown or revoked."""
    return (
        ApiKey.objects.select_related("user")
        .filter(digest=_digest(secret), revoked_at__isnull=True, user__is_active=True)
        .first()
    )


def revoke_key(key: ApiKey, *, by: Actor, at: datetime) -> None:
    """Make a key worthless from now on. Its owner may, and an owner of every market."""
    if key.user_id != by.user and not by.holds(frozenset({"owner"}), None):
        raise Forbidden("not_yours_to_do", "Only the one who made this key may revoke it.")
    ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=at)


def _new(prefix: str) -> str:
    # 256 random bits: a plain digest of it cannot be searched
    return prefix + secrets.token_urlsafe(32)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
