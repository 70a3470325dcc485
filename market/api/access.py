"""Who calls: an operator's session, a vendor's token, a program's key, or anyone.

An endpoint says whom it lets in by its `auth`: anyone, member (whoever is known), operator. What
a caller then sees is a query's affair, and what it may do the rules'.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest
from ninja.operation import Operation
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from market import clock
from market.actions import tokens
from market.actions.people import acting_for, actor_of
from market.api.doors import NotKnown
from market.core.actors import STRANGER, Actor
from market.core.refusals import Forbidden
from market.models import User

KEY_HEADER = "X-API-Key"
NO_LONGER_GOOD = NotKnown(
    "not_known", "This key or token is not known here, or no longer good. Please log in again."
)
LOG_IN = NotKnown("log_in", "Please log in first.")


def caller(request: HttpRequest) -> Actor:
    """Whoever made this request, the same answer however often it is asked.

    Raises NotKnown for a key or token that is not good: it is never taken for a stranger's.
    """
    known: Actor | None = getattr(request, "actor", None)
    if known is None:
        known = _identified(request, clock.now())
        request.actor = known  # type: ignore[attr-defined]
    return known


def is_stranger(actor: Actor) -> bool:
    return actor.user is None and not actor.vendors


def is_open(operation: Operation) -> bool:
    """Whether a stranger is let in."""
    return any(isinstance(way, Anyone) for way in operation.auth_callbacks)


def _identified(request: HttpRequest, at: datetime) -> Actor:
    if header := request.headers.get("Authorization"):
        return _by_token(header, at)
    if secret := request.headers.get(KEY_HEADER):
        return _by_key(secret)
    if isinstance(request.user, User):
        _require_csrf(request)
        return actor_of(request.user)
    return STRANGER


def _by_token(header: str, at: datetime) -> Actor:
    """A token stands for a vendor's people only: no role comes in by phone and code."""
    scheme, _, bearer = header.partition(" ")
    token = tokens.find(bearer.strip(), at=at) if scheme.lower() == "bearer" else None
    if token is None:
        raise NO_LONGER_GOOD
    if token.user is not None:
        vendors, helps = acting_for(token.user)
        return Actor(str(token.user), user=token.user.pk, vendors=vendors, helps=helps)
    assert token.vendor is not None
    return Actor(token.vendor.name, vendors=frozenset({token.vendor.pk}))


def _by_key(secret: str) -> Actor:
    key = tokens.find_key(secret)
    if key is None:
        raise NO_LONGER_GOOD
    actor = actor_of(key.user)
    return replace(actor, name=f"{actor.name} ({key.name})"[:60], scopes=frozenset(key.scopes))


def _require_csrf(request: HttpRequest) -> None:
    """A browser sends the session's cookie to us from any page; ours add the token."""
    if check_csrf(request) is not None:
        raise Forbidden("csrf", "This page is too old. Please load it again and repeat.")


class _Way(AuthBase):
    """One way of showing who one is, as the OpenAPI document describes it."""

    def __init__(self, admit: Callable[[Actor], Actor | None]) -> None:
        self.admit = admit
        super().__init__()

    def __call__(self, request: HttpRequest) -> Actor | None:
        return self.admit(caller(request))


class Token(_Way):
    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_description = "A vendor's token, from POST /tokens or POST /applications"


class Key(_Way):
    openapi_type = "apiKey"
    openapi_in = "header"
    openapi_name = KEY_HEADER
    openapi_description = "A named key of an operator's own program"


class Session(_Way):
    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"
    openapi_description = "A logged-in browser; what changes anything also needs X-CSRFToken"
    csrf = True


class Anyone(_Way):
    openapi_type = "none"


def _known(actor: Actor) -> Actor | None:
    return None if is_stranger(actor) else actor


def _operators(actor: Actor) -> Actor | None:
    if not is_stranger(actor) and not actor.operator:
        raise Forbidden("operators_only", "This is for the people who run the market.")
    return _known(actor)


operator = [Session(_operators), Key(_operators)]
member = [Session(_known), Token(_known), Key(_known)]
anyone = [*member, Anyone(lambda actor: actor)]
