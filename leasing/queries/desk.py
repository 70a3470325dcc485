"""What of leasing waits for somebody at the desk."""

from datetime import date

from django.utils.translation import gettext_noop as _

from leasing.core.life_states import RenewalState, TransferState
from leasing.core.renewing import ASK_BEFORE
from leasing.core.states import DECIDED, ApplicationState
from leasing.models import Renewal, Transfer
from leasing.queries.applications import applications_seen_by
from leasing.queries.ending import leases_to_renew, sublets_to_object, undecided
from leasing.queries.leases import leases_seen_by
from leasing.queries.queue import late_corrections, to_pass_on, to_sign
from leasing.queries.signatures import leases_without_paper
from market.core.actors import Actor
from market.core.waiting import Waiting

TO_ANSWER = (ApplicationState.SUBMITTED, ApplicationState.REVIEWING, *sorted(DECIDED))
APPLICATIONS = "leasing:applications"
LEASES = "leasing:leases"
ENDING = "leasing:ending"
TRANSFERS = "leasing:transfers"
SUBLETS = "leasing:sublets"


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """Applications to answer, offers to sign, leases that end, are renewed, handed on, sublet, or
    lack a signed paper."""
    return [
        line
        for line in (*_applications(actor, on), *_leases(actor, on), *_life(actor, on))
        if line.count
    ]


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


def _life(actor: Actor, on: date) -> list[Waiting]:
    """Renewals to offer and to sign, transfers to answer, sublets to object to."""
    mine = leases_seen_by(actor).order_by().values("pk")
    return [
        Waiting(
            "leases-to-renew",
            leases_to_renew(on).filter(pk__in=mine).count(),
            _("{count} vendors to ask whether they stay: their leases end within 90 days"),
            ENDING,
            "renewal=none",
            urgent=leases_to_renew(on, within=ASK_BEFORE[-1]).filter(pk__in=mine).exists(),
        ),
        Waiting(
            "renewals-to-sign",
            Renewal.objects.filter(state=RenewalState.ACCEPTED, lease__in=mine).count(),
            _("{count} renewals to sign: the vendor stays"),
            ENDING,
            "renewal=accepted",
            urgent=True,
        ),
        Waiting(
            "transfers-asked",
            Transfer.objects.filter(state=TransferState.ASKED, lease__in=mine).count(),
            _("{count} transfers to agree to or refuse"),
            TRANSFERS,
        ),
        Waiting(
            "sublets-to-object",
            sublets_to_object(on).filter(lease__in=mine).count(),
            _("{count} suspected sublets without an objection: silence becomes consent"),
            SUBLETS,
            urgent=True,
        ),
    ]


def _leases(actor: Actor, on: date) -> list[Waiting]:
    mine = leases_seen_by(actor).order_by().values("pk")
    return [
        Waiting(
            "leases-lapsed",
            undecided(on).filter(pk__in=mine).count(),
            _("{count} leases run out: let them go on without an end, or end them?"),
            ENDING,
            "",
            urgent=True,
        ),
        Waiting(
            "leases-unsigned",
            leases_without_paper(leases_seen_by(actor), on=on).count(),
            _("{count} leases in force without a signed paper"),
            LEASES,
            "standing=unsigned",
            urgent=True,
        ),
    ]
