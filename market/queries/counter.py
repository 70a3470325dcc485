"""What of the counter waits for somebody at the desk: what does not agree first."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from market.core.actors import Actor
from market.core.states import MismatchState
from market.core.waiting import Waiting
from market.models import Collection, Mismatch
from market.queries.closings import unclosed_days
from market.queries.paid_notes import paid_notes_seen_by, to_look_at
from market.queries.refunds import refunds_seen_by, to_approve, to_pay
from market.queries.sight import WITH_MONEY, sight_of


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """References that do not agree, days that are not closed, refunds to approve and to pay."""
    refunds = refunds_seen_by(actor)
    mismatches = mismatches_seen_by(actor).filter(state=MismatchState.OPEN)
    lines = (
        Waiting(
            "payment-mismatches",
            mismatches.count(),
            _("{count} payments whose reference came with two amounts"),
            "desk_mismatches",
            urgent=True,
        ),
        Waiting(
            "paid-notes",
            to_look_at(paid_notes_seen_by(actor)).count(),
            _("{count} payments that vendors say they have made"),
            "desk_paid_notes",
        ),
        Waiting(
            "unclosed-days",
            unclosed_days(actor, on=on),
            _("{count} cashier's days not closed"),
            "desk_closings",
            urgent=True,
        ),
        Waiting(
            "refunds-to-approve",
            to_approve(refunds).count(),
            _("{count} refunds that wait for a second person"),
            "desk_refunds",
            "state=requested",
        ),
        Waiting(
            "refunds-to-pay",
            to_pay(refunds).count(),
            _("{count} refunds to hand out"),
            "desk_refunds",
            "state=approved",
        ),
    )
    return [line for line in lines if line.count]


def mismatches_seen_by(actor: Actor) -> QuerySet[Mismatch]:
    """The references that did not agree at one's markets, the newest first."""
    sight = sight_of(actor, "payment", WITH_MONEY)
    seen = Mismatch.objects.all()
    if sight.markets is not None:
        seen = seen.filter(market__in=sight.markets)
    return seen.select_related("market").order_by("-told_at", "-pk")


def collections_seen_by(actor: Actor) -> QuerySet[Collection]:
    """The sums that were taken at one's markets, the newest first."""
    sight = sight_of(actor, "payment", WITH_MONEY)
    seen = Collection.objects.all()
    if sight.markets is not None:
        seen = seen.filter(market__in=sight.markets)
    return seen.select_related("market", "recorded_by").order_by("-received_on", "-pk")
