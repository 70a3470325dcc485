"""/leases/{reference}/sublets: somebody else seems to use a let pitch, and six months run."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import sublets
from leasing.core.life_states import SUBLET
from leasing.core.sublet_clock import object_by
from leasing.models import Sublet
from leasing.queries.following import lease_seen_by
from market import clock
from market.api.access import caller, operator
from market.api.schemas import Day, Out, Reason, Strict, Text
from market.core.actors import Actor

router = Router(auth=operator)


class SubletIn(Strict):
    """What was seen, and since when it is known."""

    learned_on: Day
    evidence: Annotated[Text, Field(min_length=1, max_length=1000)]


class SubletOut(Out):
    """A suspected sublet; silence until object_by is consent."""

    id: int
    lease: str
    learned_on: Day
    object_by: Day
    evidence: str
    state: str
    can: list[str]

    @classmethod
    def of(cls, row: Sublet, by: Actor) -> "SubletOut":
        return cls(
            id=row.pk,
            lease=row.lease.reference,
            learned_on=row.learned_on,
            object_by=object_by(row.learned_on),
            evidence=row.evidence,
            state=row.state,
            can=rules.can(by, "sublet", SUBLET, row),
        )


@router.post("/leases/{reference}/sublets", response={201: SubletOut})
def record_sublet(request: HttpRequest, reference: str, told: SubletIn) -> Status[SubletOut]:
    """Write down a suspected sublet: its six months begin."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    made = sublets.record(
        lease, learned_on=told.learned_on, evidence=told.evidence, by=actor, at=clock.now()
    )
    return Status(201, SubletOut.of(made, actor))


@router.post("/leases/{reference}/sublets/{int:pk}/object", response=SubletOut)
def object_to_sublet(request: HttpRequest, reference: str, pk: int) -> SubletOut:
    """Object in writing."""
    actor = caller(request)
    found = get_object_or_404(lease_seen_by(actor, reference).sublets, pk=pk)
    return SubletOut.of(sublets.object_to(found, by=actor, at=clock.now()), actor)


@router.post("/leases/{reference}/sublets/{int:pk}/resolve", response=SubletOut)
def resolve_sublet(request: HttpRequest, reference: str, pk: int, told: Reason) -> SubletOut:
    """It is over, or it never was."""
    actor = caller(request)
    found = get_object_or_404(lease_seen_by(actor, reference).sublets, pk=pk)
    made = sublets.resolve(found, reason=told.reason, by=actor, at=clock.now())
    return SubletOut.of(made, actor)
