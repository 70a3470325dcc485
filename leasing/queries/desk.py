"""What of leasing waits for somebody at the desk."""

from datetime import date

from django.utils.translation import gettext_noop as _

from leasing.core.states import DECIDED, ApplicationState
from leasing.queries.applications import applications_seen_by
from leasing.queries.leases import leases_seen_by
from leasing.queries.queue import late_corrections, to_pass_on, to_sign
from leasing.queries.standing import with_standing
from market.core.actors import Actor
from market.core.waiting import Waiting

TO_ANSWER = (ApplicationState.SUBMITTED, ApplicationState.REVIEWING, *sorted(DECIDED))
APPLICATIONS = "leasing:applications"
LEASES = "leasing:leases"


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """Applications to answer, offers to sign, leases that end or have run out. Five queries."""
    return [line for line in (*_applications(actor, on), *_leases(actor, on)) if line.count]


def _applications(actor: Actor, on: date) -> list[Waiting]:
    seen = applications_seen_by(actor)
    states = list(seen.filter(state__in=TO_ANSWER).order_by().values_list("state", flat=True))
    return [
        Waiting(
            "leases-to-sign",
            to_sign(seen).count(),
            _("{count} leases to sign: the vendor has accepted"),
            APPLICATIONS,
            "state=to_sign",
            urgent=True,
        ),
        Waiting(
            "applications-submitted",
            states.count(ApplicationState.SUBMITTED),
            _("{count} applications to take in"),
            APPLICATIONS,
            "state=submitted",
        ),
        Waiting(
            "applications-reviewing",
            states.count(ApplicationState.REVIEWING),
            _("{count} applications under review, to be answered"),
            APPLICATIONS,
            "state=reviewing",
        ),
        Waiting(
            "applications-decided",
            len([state for state in states if state in DECIDED]),
            _("{count} decisions made and not told yet"),
            APPLICATIONS,
            "state=decided",
        ),
        Waiting(
            "offers-to-pass-on",
            to_pass_on(seen).count(),
            _("{count} pitches not taken, with somebody waiting for one"),
            APPLICATIONS,
            "state=pass_on",
        ),
        Waiting(
            "corrections-late",
            late_corrections(seen, on=on).count(),
            _("{count} applications not put right by the day named"),
            APPLICATIONS,
            "state=late",
        ),
    ]


def _leases(actor: Actor, on: date) -> list[Waiting]:
    standings = list(
        with_standing(leases_seen_by(actor), on=on)
        .filter(standing__in=("lapsed", "expiring"))
        .order_by()
        .values_list("standing", flat=True)
    )
    return [
        Waiting(
            "leases-lapsed",
            standings.count("lapsed"),
            _("{count} leases run out, neither ended nor renewed"),
            LEASES,
            "standing=lapsed",
            urgent=True,
        ),
        Waiting(
            "leases-expiring",
            standings.count("expiring"),
            _("{count} leases that end within 60 days"),
            LEASES,
            "standing=expiring",
        ),
    ]
