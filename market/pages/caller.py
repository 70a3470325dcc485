"""Who is on the page: whoever logged in, and whoever began an application in this browser."""

from dataclasses import replace

from django.http import HttpRequest

from market import clock
from market.actions import tokens
from market.actions.people import actor_of
from market.core.actors import Actor

APPLICANT = "applicant"
MOST_TOKENS = 5
CHOSEN = "acting_for"


def caller(request: HttpRequest) -> Actor:
    """The actor behind a page: the user's roles and vendors, and this browser's own applicants."""
    actor = _narrowed(request, actor_of(request.user))
    bearers = request.session.get(APPLICANT, [])
    if not bearers:
        return actor
    found = [tokens.find(bearer, at=clock.now()) for bearer in bearers]
    begun = {token.vendor_id for token in found if token and token.vendor_id}
    return replace(actor, vendors=actor.vendors | begun)


def choose(request: HttpRequest, vendor: int | None) -> None:
    """Show one of one's vendors from now on; None shows all of them."""
    request.session[CHOSEN] = vendor


def chosen(request: HttpRequest) -> int | None:
    """The vendor that was chosen, if one was."""
    found: int | None = request.session.get(CHOSEN)
    return found


def _narrowed(request: HttpRequest, actor: Actor) -> Actor:
    one = chosen(request)
    if one is None or one not in actor.vendors:
        return actor
    return replace(actor, vendors=frozenset({one}), helps=actor.helps & {one})


def remember(request: HttpRequest, bearer: str) -> None:
    """Let this browser go on with the application it began."""
    bearers = request.session.get(APPLICANT, [])
    request.session[APPLICANT] = [bearer, *bearers][:MOST_TOKENS]
