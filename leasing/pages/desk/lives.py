"""What the page of a lease shows of its life: renewals, transfers, moves, closures, letters, lints."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from leasing import rules
from leasing.core.life_states import (
    OPEN_SUBLETS,
    RENEWAL,
    SUBLET,
    TRANSFER,
    RelocationState,
    TransferState,
)
from leasing.core.lints import Lint
from leasing.core.states import LeaseState
from leasing.core.sublet_clock import object_by
from leasing.models import ClosureLease, Lease, Relocation, Renewal, Sublet, Transfer
from leasing.queries.closures import closures_of
from leasing.queries.letters import letters_of
from leasing.queries.lints import lints_of
from market.core import wording
from market.core.actors import Actor
from market.models import Document


@dataclass(frozen=True)
class Said:
    """A lint in the reader's language."""

    words: str
    source: str


@dataclass(frozen=True)
class Suspicion:
    """A sublet, the last day on which one can object, and what is open about it."""

    sublet: Sublet
    object_by: date
    can: list[str]


@dataclass(frozen=True)
class Life:
    """All of it. lapsed: it ran out, and somebody has to decide."""

    lints: list[Said]
    renewal: Renewal | None
    renewal_can: list[str]
    before: Lease | None
    transfers: list[Transfer]
    transfer_can: list[str]
    relocations: list[Relocation]
    sublets: list[Suspicion]
    closures: list[ClosureLease]
    letters: list[Document]
    lapsed: bool

    @property
    def asked(self) -> Transfer | None:
        """The transfer that waits for an answer."""
        return next((one for one in self.transfers if one.state == TransferState.ASKED), None)

    @property
    def moving(self) -> list[Relocation]:
        """The moves whose day is still to come."""
        return [one for one in self.relocations if one.state == RelocationState.ANNOUNCED]


def life_of(lease: Lease, by: Actor, *, on: date) -> Life:
    """What has happened to a lease besides its bills."""
    renewal = lease.renewals.select_related("successor").first()
    earlier = Renewal.objects.filter(successor=lease).select_related("lease").first()
    transfers = list(lease.transfers.select_related("before", "after"))
    ran_out = lease.ends_on is not None and lease.ends_on < on
    return Life(
        lints=[said(lint) for lint in lints_of(lease, on=on)],
        renewal=renewal,
        renewal_can=rules.can(by, "renewal", RENEWAL, renewal) if renewal else [],
        before=earlier.lease if earlier else None,
        transfers=transfers,
        transfer_can=rules.can(by, "transfer", TRANSFER, transfers[0]) if transfers else [],
        relocations=list(lease.relocations.select_related("before", "after")),
        sublets=[
            Suspicion(one, object_by(one.learned_on), rules.can(by, "sublet", SUBLET, one))
            for one in lease.sublets.all()
        ],
        closures=list(closures_of(lease)),
        letters=list(letters_of(lease)),
        lapsed=lease.state == LeaseState.SIGNED and ran_out and lease.holdover_since is None,
    )


def said(lint: Lint) -> Said:
    """A lint as people read it."""
    language = get_language() or "zh-hans"
    facts: dict[str, Any] = {
        name: wording.full_day(fact, language) if isinstance(fact, date) else fact
        for name, fact in lint.facts.items()
    }
    return Said(gettext(lint.sentence).format_map(facts), gettext(lint.source))


def open_suspicions(life: Life) -> list[Suspicion]:
    """Those that are not settled."""
    return [one for one in life.sublets if one.sublet.state in OPEN_SUBLETS]
