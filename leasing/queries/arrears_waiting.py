"""What of arrears and deposits waits for somebody: at the desk, and on the vendor's phone."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from leasing.core.arrears_states import AgreementState, DemandState, SettlementState
from leasing.models import Agreement, Settlement
from leasing.queries.agreements import broken
from leasing.queries.arrears import accounts_behind, lapsing
from leasing.queries.demands import demands_seen_by
from leasing.queries.settlements import settlements_seen_by, to_return, to_settle
from market.core.actors import Actor
from market.core.waiting import Glance, Waiting

ARREARS = "leasing:arrears"
DEMANDS = "leasing:demands"
SETTLEMENTS = "leasing:settlements"


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """Deposits past their day, parts missed, claims that lapse, letters to bring, leases to settle."""
    settlements = settlements_seen_by(actor).order_by()
    letters = demands_seen_by(actor).order_by()
    past = letters.filter(state=DemandState.DELIVERED, cure_on__lt=on, open_now_fen__gt=0)
    lines = [
        Waiting(
            "deposits-late",
            to_return(settlements).filter(return_by__lt=on).count(),
            _("{count} deposits past the day they were to go back"),
            SETTLEMENTS,
            "what=late",
            urgent=True,
        ),
        Waiting(
            "agreements-broken",
            len(broken(actor, on=on)),
            _("{count} agreements with a part that was missed"),
            ARREARS,
            urgent=True,
        ),
        Waiting(
            "claims-lapsing",
            lapsing(accounts_behind(actor, on=on), on=on).order_by().count(),
            _("{count} accounts with a claim that lapses within six months"),
            ARREARS,
            "lapsing=on",
            urgent=True,
        ),
        Waiting(
            "settlements-disputed",
            settlements.filter(state=SettlementState.DISPUTED).count(),
            _("{count} settlements a vendor objects to"),
            SETTLEMENTS,
            urgent=True,
        ),
        Waiting(
            "demands-late",
            past.count(),
            _("{count} demands whose day has passed unpaid"),
            DEMANDS,
            "state=delivered",
        ),
        Waiting(
            "demands-to-bring",
            letters.filter(state=DemandState.ISSUED).count(),
            _("{count} letters to be brought over"),
            DEMANDS,
            "state=issued",
        ),
        Waiting(
            "deposits-to-settle",
            to_settle(actor).order_by().count(),
            _("{count} ended leases whose deposit is not settled"),
            SETTLEMENTS,
        ),
    ]
    return [line for line in lines if line.count]


def glance(actor: Actor, on: date) -> list[Glance]:
    """What waits for the vendor's own answer: parts to agree to, a settlement to look at."""
    offered = Agreement.objects.filter(
        account__vendor__in=actor.vendors, state=AgreementState.PROPOSED
    )
    proposed = Settlement.objects.filter(
        lease__vendor__in=actor.vendors, state=SettlementState.PROPOSED
    )
    return [
        *(
            Glance(
                "We propose that you pay in parts. Please look at it.",
                {},
                reverse("leasing:my_arrears"),
                "proposed",
                "agreement",
                urgent=True,
            )
            for _one in offered
        ),
        *(
            Glance(
                "Your deposit is reckoned. Please look at it.",
                {},
                reverse("leasing:my_deposits"),
                "proposed",
                "settlement",
                urgent=True,
            )
            for _one in proposed
        ),
    ]
