"""What an applicant sees of the application: the thing itself, the offer, how it went."""

from dataclasses import dataclass
from datetime import datetime

from leasing.core.states import LeaseState
from leasing.models import Application, Lease
from leasing.queries.applications import applications_seen_by
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Move

TOLD_WHY = ("correct", "refuse")


@dataclass(frozen=True)
class Step:
    """One move of an application, as far as its applicant is told of it."""

    state: str
    at: datetime
    why: str


def application_seen_by(actor: Actor, reference: str) -> Application:
    """The application with that reference. Raises Missing where it is not this actor's to see."""
    found = applications_seen_by(actor).filter(reference=reference).first()
    if found is None:
        raise Missing(
            "no_application",
            "There is no such application here. Come in with your mobile number to see yours.",
        )
    return found


def offered_lease(application: Application) -> Lease | None:
    """The lease that is offered on an application, or came of it."""
    return (
        Lease.objects.filter(application=application)
        .exclude(state=LeaseState.CANCELLED)
        .select_related("market", "vendor")
        .prefetch_related("pitches__pitch__zone", "lines__item")
        .first()
    )


def steps_of(application: Application) -> list[Step]:
    """What happened to an application, the newest first; who did it stays in the house."""
    moves = Move.objects.filter(noun="application", thing=application.pk).order_by("-pk")
    return [
        Step(move.after, move.at, move.reason if move.name in TOLD_WHY else "") for move in moves
    ]


def lease_of_vendor(actor: Actor, reference: str) -> Lease:
    """A lease of one of the actor's own vendors. Raises Missing for anybody else's."""
    mine = Lease.objects.filter(vendor__in=actor.vendors, reference=reference)
    found = mine.prefetch_related("pitches__pitch__zone", "lines__item").first()
    if found is None:
        raise Missing("no_lease", "There is no such lease among yours.")
    return found
