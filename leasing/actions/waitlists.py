"""The waiting list: in which order pitches that come free are offered."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from leasing import rules
from leasing.actions import tidings
from leasing.core.states import APPLICATION
from leasing.models import Application
from leasing.queries.waitlists import line_of
from market.actions import moves
from market.core.actors import Actor
from market.core.refusals import Conflict, Invalid
from market.models import Market


@transaction.atomic
def waitlist(application: Application, *, by: Actor, at: datetime, reason: str = "") -> Application:
    """Put it at the end of the waiting list (候补), and say so."""
    rules.require(by, "application.waitlist", application)
    place = _last_place(application) + 1
    moves.move(application, APPLICATION, "waitlist", by=by, at=at, reason=reason, place=place)
    tidings.tell(application, "waitlist", at=at)
    return application


@transaction.atomic
def reorder(
    application: Application, *, place: int, reason: str, by: Actor, at: datetime
) -> Application:
    """Give it another place on its waiting list; those in between move by one.

    This will refuse a place that the list does not have, and one without a reason: others wait.
    """
    rules.require(by, "application.reorder", application)
    if not reason.strip():
        raise Invalid("no_reason", "Say why: others wait on this list, too.", field="reason")
    _lock(application)
    order = list(line_of(application))
    if application not in order:
        raise Conflict("not_waiting", "This application is not on the waiting list.")
    if not 1 <= place <= len(order):
        raise Invalid(
            "bad_place", "The list has places 1 to {last}.", last=len(order), field="place"
        )
    order.remove(application)
    order.insert(place - 1, application)
    for number, each in enumerate(order, start=1):
        each.place = number
    Application.objects.bulk_update(order, ["place"])
    return moves.move(application, APPLICATION, "reorder", by=by, at=at, reason=reason)


def _last_place(application: Application) -> int:
    _lock(application)
    return line_of(application).order_by().aggregate(last=Max(F("place")))["last"] or 0


def _lock(application: Application) -> None:
    """One at a time changes the lists of a market."""
    Market.objects.select_for_update(no_key=True).get(pk=application.market_id)
