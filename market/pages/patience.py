"""Who asks, and how often: counted by address, together with the API's."""

from ipaddress import ip_address

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from market import clock
from market.actions import limits
from market.core.refusals import Conflict


def require_patience(request: HttpRequest, kind: str, *, most: int) -> None:
    """At most so many a minute from one address. Refuses with Conflict("too_many")."""
    address = BaseThrottle().get_ident(request) or ""
    wait = limits.seconds_to_wait(kind, address, most=most, seconds=60, at=clock.now())
    if wait:
        raise Conflict(
            "too_many",
            "That was too often in a short while. Please wait {wait_seconds} seconds.",
            wait_seconds=wait,
        )


def address_of(request: HttpRequest) -> str | None:
    """The address that the outermost of our own proxies saw, where it is one."""
    try:
        return str(ip_address(BaseThrottle().get_ident(request) or ""))
    except ValueError:
        return None
