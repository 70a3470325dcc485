"""What a vendor should know of leasing at a glance: applications under way, leases and their end."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from leasing.core.life_states import RenewalState
from leasing.core.states import (
    IN_FORCE_ONCE,
    OPEN_APPLICATIONS,
    ApplicationState,
    LeaseState,
)
from leasing.models import Application, Lease, Renewal
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
            application.state,
            "application",
            urgent=application.state == ApplicationState.OFFERED,
        )
        for application in mine.exclude(leases__state__in=IN_FORCE_ONCE).order_by("-pk")
    ]


def _leases(actor: Actor, on: date) -> list[Glance]:
    mine = Lease.objects.filter(vendor__in=actor.vendors, state=LeaseState.SIGNED)
    running = mine.exclude(ends_on__lt=on, holdover_since=None).prefetch_related("pitches__pitch")
    asked = Renewal.objects.filter(lease=OuterRef("pk"), state=RenewalState.OFFERED)
    leases = running.annotate(asked=Exists(asked)).order_by("starts_on", "pk")
    return [_lease(lease, on) for lease in leases]


def _lease(lease: Any, on: date) -> Glance:
    pitches = "、".join(sorted(row.pitch.code for row in lease.pitches.all()))
    url = reverse("leasing:my_lease", args=[lease.reference])
    if lease.asked:
        words = "{pitches}: would you like to stay?"
        return Glance(words, {"pitches": pitches}, url, "offered", "renewal", urgent=True)
    if lease.ends_on is None or lease.holdover_since is not None:
        return Glance("{pitches}, without an end", {"pitches": pitches}, url, "signed", "lease")
    state = "expiring" if lease.ends_on <= on + SOON else "signed"
    facts = {"pitches": pitches, "day": lease.ends_on}
    return Glance("{pitches} until {day}", facts, url, state, "lease")
