"""What a vendor should know of leasing at a glance: applications under way, leases and their end."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from leasing.core.life_states import RenewalState
from leasing.core.states import (
    IN_FORCE_ONCE,
    OPEN_APPLICATIONS,
    ApplicationState,
    LeaseState,
)
from leasing.core.telling import told_state
from leasing.models import Application, Lease, LeaseSignature, Renewal
from market.core.actors import Actor
from market.core.waiting import Glance

SHOWN = (*OPEN_APPLICATIONS, ApplicationState.ACCEPTED)
SOON = timedelta(days=90)


def glance(actor: Actor, on: date) -> list[Glance]:
    """What waits for the vendor's answer first, then what is under way, then what runs."""
    return [*_to_sign(actor), *_applications(actor), *_leases(actor, on)]


def _to_sign(actor: Actor) -> list[Glance]:
    """Contracts that wait for the vendor's name; of an application, once the offer is accepted."""
    accepted = Q(application=None) | Q(application__state=ApplicationState.ACCEPTED)
    signed = LeaseSignature.objects.filter(lease=OuterRef("pk"))
    mine = Lease.objects.filter(accepted, ~Exists(signed), vendor__in=actor.vendors)
    offered = mine.filter(state=LeaseState.OFFERED).prefetch_related("pitches__pitch")
    return [
        Glance(
            "{pitches}: a contract to read and sign",
            {"pitches": _codes(lease)},
            reverse("leasing:sign_lease", args=[lease.reference]),
            "offered",
            "lease",
            urgent=True,
        )
        for lease in offered.order_by("starts_on", "pk")
    ]


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
        for application in mine.exclude(leases__state__in=IN_FORCE_ONCE).order_by("-pk")
    ]


def _leases(actor: Actor, on: date) -> list[Glance]:
    mine = Lease.objects.filter(vendor__in=actor.vendors, state=LeaseState.SIGNED)
    running = mine.exclude(ends_on__lt=on, holdover_since=None).prefetch_related("pitches__pitch")
    asked = Renewal.objects.filter(lease=OuterRef("pk"), state=RenewalState.OFFERED)
    leases = running.annotate(asked=Exists(asked)).order_by("starts_on", "pk")
    return [_lease(lease, on) for lease in leases]


def _lease(lease: Any, on: date) -> Glance:
    pitches = _codes(lease)
    url = reverse("leasing:my_lease", args=[lease.reference])
    if lease.asked:
        words = "{pitches}: would you like to stay?"
        return Glance(words, {"pitches": pitches}, url, "offered", "renewal", urgent=True)
    if lease.ends_on is None or lease.holdover_since is not None:
        return Glance("{pitches}, without an end", {"pitches": pitches}, url, "signed", "lease")
    state = "expiring" if lease.ends_on <= on + SOON else "signed"
    facts = {"pitches": pitches, "day": lease.ends_on}
    return Glance("{pitches} until {day}", facts, url, state, "lease")


def _codes(lease: Lease) -> str:
    return "、".join(sorted(row.pitch.code for row in lease.pitches.all()))
