"""/demands: letters that ask for what is late, and how they arrived."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing import rules
from leasing.actions import demands
from leasing.actions.deliveries import Told
from leasing.core.arrears_states import DEMAND, Proof
from leasing.queries.demands import demands_seen_by, standing_of
from market import clock
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, YuanOut
from market.core.actors import Actor
from market.queries.money import accounts_seen_by, charges_seen_by

router = Router(auth=member)


class DemandIn(Strict):
    """Overdue charges of an account, to be paid by a working day."""

    account: Id
    charges: Annotated[list[Id], Field(min_length=1, max_length=200)]
    cure_on: Day


class DeliveryIn(Strict):
    """How the letter arrived, and what shows it."""

    how: Proof
    on: Day
    by_name: Short
    tracking: Short = ""
    note: Line = ""


class DemandOut(Out):
    """A demand. standing: the state, or cured or late as of today."""

    id: int
    number: str
    account: int
    lease: str | None
    state: str
    standing: str
    can: list[str]
    asked: YuanOut
    open: YuanOut
    late_fee: YuanOut
    cure_on: Day
    issued_at: Moment | None
    delivered_on: Day | None
    delivered_how: str | None

    @classmethod
    def of(cls, row: Any, by: Actor) -> "DemandOut":
        return cls(
            id=row.pk,
            number=row.number,
            account=row.account_id,
            lease=row.lease.reference if row.lease else None,
            state=row.state,
            standing=standing_of(row, on=clock.today()),
            can=rules.can(by, "demand", DEMAND, row),
            asked=row.asked_fen or 0,
            open=row.open_now_fen or 0,
            late_fee=row.late_fee_fen,
            cure_on=row.cure_on,
            issued_at=row.issued_at,
            delivered_on=row.delivery.on if row.delivery else None,
            delivered_how=row.delivery.how if row.delivery else None,
        )


@router.get("/demands", response=Page[DemandOut])
def demands_list(request: HttpRequest, window: Query[Window]) -> Page[DemandOut]:
    """Demands, the newest first."""
    by = caller(request)
    return page(request, demands_seen_by(by), window, lambda row: DemandOut.of(row, by))


@router.post("/demands", response={201: DemandOut}, auth=operator)
def draft(request: HttpRequest, told: DemandIn) -> Status[DemandOut]:
    """Draft a demand."""
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=told.account)
    found = list(charges_seen_by(by).filter(pk__in=told.charges))
    one = demands.draft(account, found, cure_on=told.cure_on, by=by, at=clock.now())
    return Status(201, _demand(by, one.pk))


@router.get("/demands/{int:pk}", response=DemandOut)
def demand(request: HttpRequest, pk: int) -> DemandOut:
    return _demand(caller(request), pk)


@router.post("/demands/{int:pk}/issue", response=DemandOut, auth=operator)
def issue(request: HttpRequest, pk: int) -> DemandOut:
    """Give it its number, freeze it and tell the vendor."""
    by = caller(request)
    demands.issue(get_object_or_404(demands_seen_by(by), pk=pk), by=by, at=clock.now())
    return _demand(by, pk)


@router.post("/demands/{int:pk}/deliver", response=DemandOut, auth=operator)
def deliver(request: HttpRequest, pk: int, told: DeliveryIn) -> DemandOut:
    """Note how it arrived."""
    by = caller(request)
    one = get_object_or_404(demands_seen_by(by), pk=pk)
    demands.deliver(one, Told(**told.dict()), by=by, at=clock.now())
    return _demand(by, pk)


@router.post("/demands/{int:pk}/lapse", response=DemandOut, auth=operator)
def lapse(request: HttpRequest, pk: int, told: Reason) -> DemandOut:
    by = caller(request)
    one = get_object_or_404(demands_seen_by(by), pk=pk)
    demands.lapse(one, reason=told.reason, by=by, at=clock.now())
    return _demand(by, pk)


@router.post("/demands/{int:pk}/withdraw", response=DemandOut, auth=operator)
def withdraw(request: HttpRequest, pk: int, told: Reason) -> DemandOut:
    by = caller(request)
    one = get_object_or_404(demands_seen_by(by), pk=pk)
    demands.withdraw(one, reason=told.reason, by=by, at=clock.now())
    return _demand(by, pk)


def _demand(by: Actor, pk: int) -> DemandOut:
    return DemandOut.of(get_object_or_404(demands_seen_by(by), pk=pk), by)
