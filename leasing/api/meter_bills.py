"""/meter-bills: what a month's readings come to, before it is charged and after."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import AfterValidator, Field, WithJsonSchema

from leasing import rules
from leasing.actions import metering
from leasing.core.metering.lines import Line
from leasing.core.metering.months import Difference
from leasing.core.metering.states import METER_RUN
from leasing.models import MeterRun
from market import clock
from market.api.access import caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Strict, YuanOut
from market.core.actors import Actor
from market.core.refusals import Refusal
from market.phrasing import sentence
from market.queries.places import markets_worked_at

router = Router(auth=operator)

Month = Annotated[
    date,
    AfterValidator(lambda day: day.replace(day=1)),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-10-01"]}),
]


class MeterRunOut(Out):
    """A month that was billed. month: its first day."""

    id: int
    market: int
    month: Day
    state: str
    due_on: Day
    charged_at: Moment
    can: list[str]

    @classmethod
    def of(cls, row: MeterRun, by: Actor) -> "MeterRunOut":
        return cls(
            id=row.pk,
            market=row.market_id,
            month=row.month,
            state=row.state,
            due_on=row.due_on,
            charged_at=row.charged_at,
            can=rules.can(by, "meterrun", METER_RUN, row),
        )


class BillLineOut(Out):
    """What is to be charged, or below zero credited. meter: the first one of the place."""

    month: Day
    meter: int
    lease: int | None
    vendor: int | None
    loss: bool
    amount: YuanOut
    working: dict[str, Any]

    @classmethod
    def of(cls, one: Difference) -> "BillLineOut":
        return cls(
            month=one.month,
            meter=one.slot.root,
            lease=one.slot.lease,
            vendor=one.slot.vendor,
            loss=one.slot.group is not None,
            amount=one.fen,
            working=dict(one.working),
        )

    @classmethod
    def of_house(cls, line: Line, month: date) -> "BillLineOut":
        return cls(
            month=month,
            meter=line.slot.root,
            lease=None,
            vendor=None,
            loss=line.slot.group is not None,
            amount=line.fen,
            working=line.working,
        )


class FaultOut(Out):
    """A meter or a group that could not be billed, and why."""

    about: str
    code: str
    detail: str


class BillingOut(Out):
    """A month's bills. lines: what is not in the books yet. house: what no vendor pays."""

    market: int
    month: Day
    run: MeterRunOut | None
    charged: YuanOut
    credited: YuanOut
    lines: list[BillLineOut]
    house: list[BillLineOut]
    faults: list[FaultOut]
    unread: list[str]

    @classmethod
    def of(cls, billing: metering.Billing, by: Actor) -> "BillingOut":
        month = billing.month
        return cls(
            market=billing.market.pk,
            month=month.first,
            run=MeterRunOut.of(billing.run, by) if billing.run else None,
            charged=billing.charged_fen,
            credited=billing.credited_fen,
            lines=[BillLineOut.of(one) for one in billing.differences],
            house=[BillLineOut.of_house(line, month.first) for line in month.house],
            faults=[
                FaultOut(about=one.about, code=one.why.code, detail=_said(one.why))
                for one in month.faults
            ],
            unread=list(month.unread),
        )


class Asked(Strict):
    """Whose month."""

    market: Id
    month: Month


class ChargeIn(Asked):
    """A month to be billed. due_on: ten days from now, unless said otherwise."""

    due_on: Day | None = Field(None)


@router.get("/meter-bills/preview", response=BillingOut)
def preview(request: HttpRequest, asked: Query[Asked]) -> BillingOut:
    """What a month's readings come to. Nothing is charged."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=asked.market)
    rules.require(by, "meter.bill", market)
    return BillingOut.of(metering.plan(market, asked.month, on=clock.today()), by)


@router.get("/meter-bills", response=Page[MeterRunOut])
def runs(request: HttpRequest, window: Query[Window]) -> Page[MeterRunOut]:
    """The months that were billed, the latest first."""
    by = caller(request)
    found = MeterRun.objects.filter(market__in=markets_worked_at(by)).select_related("market")
    return page(
        request, found.order_by("-month", "-pk"), window, lambda row: MeterRunOut.of(row, by)
    )


@router.post("/meter-bills", response={201: BillingOut})
def charge(request: HttpRequest, told: ChargeIn) -> Status[BillingOut]:
    """Bill a month's readings. Said again, it charges what came in since."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=told.market)
    billing = metering.charge_meters(market, told.month, due_on=told.due_on, by=by, at=clock.now())
    return Status(201, BillingOut.of(billing, by))


@router.post("/meter-bills/{int:run_id}/void", response=MeterRunOut)
def void(request: HttpRequest, run_id: int, told: Reason) -> MeterRunOut:
    """Take a month's bills back: all of them are credited."""
    by = caller(request)
    found = get_object_or_404(MeterRun.objects.filter(market__in=markets_worked_at(by)), pk=run_id)
    return MeterRunOut.of(metering.void(found, reason=told.reason, by=by, at=clock.now()), by)


def _said(refusal: Refusal) -> str:
    return sentence(refusal)
