"""Holding back what is to be said: by a channel, on an occasion, or everything, until somebody ends it."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from market import rules
from market.actions import footing
from market.core.actors import Actor
from market.core.phrases import OCCASIONS
from market.core.refusals import Conflict, Invalid
from market.models import Market, Pause


@transaction.atomic
def begin(scope: str, name: str = "", *, reason: str, by: Actor, at: datetime) -> Pause:
    """Hold back from now on. What is being handed over at this moment still goes out.

    scope: all, channel or occasion; name: which. Raises Conflict("paused_already").
    """
    _require(by)
    known = {"all": {""}, "channel": set(settings.CHANNELS), "occasion": set(OCCASIONS)}
    if name not in known.get(scope, set()):
        raise Invalid("bad_pause", "There is nothing of that name to hold back.", field="name")
    if not reason.strip():
        raise Invalid("no_reason", "Please say why.", field="reason")
    try:
        with transaction.atomic():
            return Pause.objects.create(
                scope=scope,
                name=name,
                reason=reason.strip()[:200],
                begun_at=at,
                begun_by=by.name[:60],
            )
    except IntegrityError as fault:
        raise Conflict("paused_already", "This is held back already.") from fault


@transaction.atomic
def end(pause: Pause, *, by: Actor, at: datetime) -> Pause:
    """Go on: what has waited is said in its turn, unless it is too late or no longer true by now.

    Ending the pause after a restore says that somebody has looked. Raises Conflict("not_paused").
    """
    _require(by)
    open_still = Pause.objects.filter(pk=pause.pk, ended_at=None)
    if not open_still.update(ended_at=at, ended_by=by.name[:60]):
        raise Conflict("not_paused", "This is not held back any more.")
    if pause.scope == "all":
        footing.stand(at=at)
    pause.refresh_from_db()
    return pause


def may(by: Actor) -> bool:
    """Whether somebody may hold back and let go on: it is the house's, so at every market."""
    return all(rules.allows(by, "notice.pause", market) for market in _everywhere())


def _require(by: Actor) -> None:
    for market in _everywhere():
        rules.require(by, "notice.pause", market)


def _everywhere() -> list[Market | None]:
    markets: list[Market | None] = [*Market.objects.order_by("pk")]
    return markets or [None]
