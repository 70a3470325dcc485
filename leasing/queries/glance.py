"""What a vendor should know of leasing at a glance: applications under way, leases and their end."""

from datetime import date, timedelta

from django.urls import reverse

from leasing.core.states import OPEN_APPLICATIONS, ApplicationState, LeaseState
from leasing.core.telling import told_state
from leasing.models import Application, Lease
from market.core.actors import Actor
from market.core.waiting import Glance

SHOWN = (*OPEN_APPLICATIONS, ApplicationState.ACCEPTED)
SOON = timedelta(days=90)


def glance(actor: Actor, on: date) -> list[Glance]:
    """What waits for the vendor's answer first, then what is under way, then what runs."""
    return [*_applications(actor), *_leases(actor, on)]


def _applications(actor: Actor) -> list[Glance]:
    mine = Application.objects.filter(vendor__in=actor.vendors, state__in=SHOWN)
    return [
        Glance(
            "Application {reference}",
            {"reference": application.reference},
            reverse("leasing:application", args=[application.reference]),
            told_state(application.state, application.decided_from),
            "application",
            urgent=application.state == ApplicationState.OFFERED,
        )
        for application in mine.exclude(leases__state=LeaseState.SIGNED).order_by("-pk")
    ]


def _leases(actor: Actor, on: date) -> list[Glance]:
    mine = Lease.objects.filter(vendor__in=actor.vendors, state=LeaseState.SIGNED)
    running = mine.exclude(ends_on__lt=on).prefetch_related("pitches__pitch")
    return [_lease(lease, on) for lease in running.order_by("starts_on", "pk")]


def _lease(lease: Lease, on: date) -> Glance:
    pitches = "、".join(sorted(row.pitch.code for row in lease.pitches.all()))
    url = reverse("leasing:my_lease", args=[lease.reference])
    if lease.ends_on is None:
        return Glance("{pitches}, without an end", {"pitches": pitches}, url, "signed", "lease")
    state = "expiring" if lease.ends_on <= on + SOON else "signed"
    facts = {"pitches": pitches, "day": lease.ends_on}
    return Glance("{pitches} until {day}", facts, url, state, "lease")
