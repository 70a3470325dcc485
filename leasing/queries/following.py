"""What an applicant sees of the application: the thing itself, the offer, how it went."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from leasing.core.states import LeaseState
from leasing.core.telling import told_moves
from leasing.models import (
    Application,
    ApplicationPaper,
    Billed,
    Instalment,
    InstalmentLine,
    Lease,
    Wish,
)
from leasing.queries.applications import applications_seen_by
from leasing.queries.leases import leases_seen_by
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Move

TOLD_WHY = ("correct", "turn_away", "refuse", "cancel")


@dataclass(frozen=True)
class Step:
    """One move of an application, as far as its applicant is told of it."""

    state: str
    at: datetime
    why: str


def application_seen_by(actor: Actor, reference: str, *, to_change: bool = False) -> Application:
    """The application with that reference. Raises Missing where it is not this actor's to see.

    to_change: lock its row, inside the caller's transaction.
    """
    seen = with_papers(applications_seen_by(actor)).filter(reference=reference)
    if to_change:
        seen = seen.select_for_update(of=("self",), no_key=True)
    found = seen.first()
    if found is None:
        raise Missing(
            "no_application",
            "There is no such application here. Come in with your mobile number to see yours.",
        )
    return found


def papers_of(application: Application) -> list[ApplicationPaper]:
    """The papers handed in with an application, in the order in which they came."""
    return list(application.papers.all())


def with_papers(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same with papers, leases, wishes and reviews at hand: five queries for any number."""
    papers = ApplicationPaper.objects.select_related("permit__type").order_by("pk")
    standing = Lease.objects.exclude(state=LeaseState.CANCELLED)
    return applications.select_related("decision__pitch").prefetch_related(
        Prefetch("papers", queryset=papers),
        Prefetch("leases", queryset=standing),
        Prefetch("wishes", queryset=Wish.objects.select_related("pitch__zone").order_by("rank")),
        "reviews",
    )


def lease_seen_by(actor: Actor, reference: str) -> Lease:
    """The lease with that reference. Raises Missing where it is not this actor's to see."""
    found = leases_seen_by(actor).filter(reference=reference).first()
    if found is None:
        raise Missing("no_lease", "There is no such lease here.")
    return found


def with_charges(instalments: QuerySet[Instalment]) -> QuerySet[Instalment]:
    """The bills of a plan with their lines and charges at hand, in the order of their days."""
    lines = InstalmentLine.objects.select_related("line__item").order_by("pk")
    billed = Billed.objects.select_related("charge").order_by("charge")
    return (
        instalments.select_related("lease")
        .prefetch_related(Prefetch("lines", queryset=lines), Prefetch("billed", queryset=billed))
        .order_by("period", "pk")
    )


def standing_lease(application: Application) -> Lease | None:
    """The same, of an application whose leases are at hand (see with_papers), without asking."""
    leases = application.leases.all()
    return next((lease for lease in leases if lease.state != LeaseState.CANCELLED), None)


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
    """What its applicant was told of an application, the newest first; who did it stays inside."""
    moves = Move.objects.filter(noun="application", thing=application.pk).order_by("pk")
    told = [
        Step(move.after, move.at, move.reason if move.name in TOLD_WHY else "")
        for move in told_moves(moves)
    ]
    return told[::-1]


def lease_of_vendor(actor: Actor, reference: str) -> Lease:
    """A lease of one of the actor's own vendors. Raises Missing for anybody else's."""
    mine = Lease.objects.filter(vendor__in=actor.vendors, reference=reference)
    found = mine.prefetch_related("pitches__pitch__zone", "lines__item").first()
    if found is None:
        raise Missing("no_lease", "There is no such lease among yours.")
    return found
