"""/leases/{reference}/goods: other goods under a lease, tried out and agreed."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from leasing import rules
from leasing.actions import goods as deeds
from leasing.api.leases import LeaseOut
from leasing.api.papers_asked import AskedOut
from leasing.queries.asked_papers import asked_papers
from leasing.queries.following import application_seen_by, lease_seen_by
from leasing.queries.goods import lease_situation, touched
from market import clock
from market.api.access import caller, member, operator
from market.api.requirements import TouchedOut
from market.api.schemas import Short, Strict
from market.queries.banned_goods import refuse_banned
from market.queries.requirements import rules_on

router = Router(auth=operator)


class GoodsIn(Strict):
    goods: Annotated[list[Short], Field(max_length=30)]


@router.post("/leases/{reference}/goods/try", response=list[TouchedOut])
def try_goods(request: HttpRequest, reference: str, told: GoodsIn) -> list[TouchedOut]:
    """Which papers these goods would need besides, and which no more. Nothing is written."""
    actor, on = caller(request), clock.today()
    lease = lease_seen_by(actor, reference)
    rules.require(actor, "lease.amend", lease)
    refuse_banned(lease_situation(lease, told.goods), rules_on(on))
    return [TouchedOut.of(each) for each in touched(lease, told.goods, on=on)]


@router.post("/leases/{reference}/goods", response=LeaseOut)
def change(request: HttpRequest, reference: str, told: GoodsIn) -> LeaseOut:
    """Let these goods be sold under a signed lease."""
    actor = caller(request)
    lease = lease_seen_by(actor, reference)
    deeds.change(lease, told.goods, by=actor, at=clock.now())
    return LeaseOut.of(lease, actor)


@router.get("/applications/{reference}/asked", response=list[AskedOut], auth=member)
def asked(request: HttpRequest, reference: str) -> list[AskedOut]:
    """The papers that the application asks for: exactly those its pitch and goods need."""
    found = asked_papers(application_seen_by(caller(request), reference), on=clock.today())
    return [AskedOut.of(each) for each in found]
