"""What is to let, for how much, and which papers it takes: asked by anyone, before applying."""

from datetime import date, timedelta
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import Field

from leasing.actions import prices
from leasing.api.papers_asked import AskedOut
from leasing.core.quotes import Quote
from leasing.models import ListPrice
from leasing.queries.asked_papers import papers_for
from leasing.queries.calls import call_or_missing
from leasing.queries.to_let import ToLet, ground_to_let, is_free, quote_for
from market import clock
from market.api.access import anyone, caller, operator
from market.api.paging import Page, Window, page
from market.api.schemas import (
    Day,
    Days,
    Id,
    Out,
    Short,
    Strict,
    YuanNotNegative,
    YuanOut,
    YuanPositive,
)
from market.api.zones import Rectangle
from market.core.actors import STRANGER
from market.core.goods_lists import split_goods
from market.core.periods import ONE_DAY, Period, months_after
from market.core.plots import PlanState
from market.models import FeeItem, Pitch
from market.queries.named import market_or_missing

router = Router(auth=anyone)

Months = Annotated[int, Field(ge=1, le=240)]
PitchKind = Annotated[str, Field(pattern="^(stall|container|night|shopfront|advertising|storage)$")]
HORIZON = timedelta(days=5 * 366)


class Term(Strict):
    """From which day, for how long. starts_on is a week from today when left out."""

    starts_on: Day | None = None
    months: Months = 12


class Wanted(Term):
    """The ground of a kind, or that of a call."""

    kind: PitchKind = "stall"
    call: Short = ""


class ZoneOut(Out):
    name: str
    name_en: str
    plan: Rectangle


class ToLetOut(Out):
    """A pitch: free for all of the days, soon (free within 60 days of the first), or why not.

    rent: a month; null where it has to be asked for. free_from: null where no day is known.
    """

    id: int
    code: str
    zone: int
    plan: Rectangle
    goods: list[str]
    state: PlanState
    free_from: Day | None
    rent: YuanOut | None

    @classmethod
    def of(cls, each: ToLet) -> "ToLetOut":
        pitch = each.pitch
        return cls(
            id=pitch.pk,
            code=pitch.code,
            zone=pitch.zone_id,
            plan=Rectangle(x=pitch.x, y=pitch.y, width=pitch.width, height=pitch.height),
            goods=pitch.goods,
            state=each.state,
            free_from=each.free_from,
            rent=each.rent_fen,
        )


class GroundOut(Days):
    """The ground of a kind with the zones it lies in, drawn in centimetres."""

    zones: dict[int, ZoneOut]
    pitches: list[ToLetOut]


class QuoteLine(Out):
    item: str
    name: str
    name_en: str
    amount: YuanOut


class QuoteBill(Days):
    due_on: Day
    amount: YuanOut
    lines: list[QuoteLine]


class QuoteOut(Days):
    """What a pitch would cost: a month, as a deposit, and bill by bill. It binds nobody yet."""

    pitch: int
    code: str
    free: bool
    rent: YuanOut
    sanitation: YuanOut
    deposit: YuanOut
    total: YuanOut
    bills: list[QuoteBill]

    @classmethod
    def of(cls, pitch: Pitch, free: bool, found: Quote) -> "QuoteOut":
        items = FeeItem.objects.in_bulk(list(found.item_of.values()), field_name="code")
        return cls(
            pitch=pitch.pk,
            code=pitch.code,
            free=free,
            starts_on=found.first,
            ends_on=found.last,
            rent=found.rent_fen,
            sanitation=found.sanitation_fen,
            deposit=found.deposit_fen,
            total=found.total_fen,
            bills=[
                QuoteBill(
                    starts_on=bill.period.start,
                    ends_on=bill.period.last,
                    due_on=bill.due_on,
                    amount=bill.amount_fen,
                    lines=[
                        _line(items[found.item_of[line.charge]], line.amount_fen)
                        for line in bill.lines
                    ],
                )
                for bill in found.bills
            ],
        )


class Sold(Strict):
    """What would be sold, and where. goods: between commas."""

    trade: Short = ""
    goods: Annotated[str, Field(max_length=400)] = ""
    kind: PitchKind = "stall"
    pitch: Id | None = None


class PriceOut(Out):
    """The usual terms for a kind of pitch from a day on; amounts are a month."""

    kind: str
    from_day: Day
    rent: YuanOut | None
    sanitation: YuanOut
    deposit_months: int
    interval_months: int

    @classmethod
    def of(cls, row: ListPrice) -> "PriceOut":
        return cls(
            kind=row.kind,
            from_day=row.from_day,
            rent=row.rent_fen,
            sanitation=row.sanitation_fen,
            deposit_months=row.deposit_months,
            interval_months=row.interval_months,
        )


class PriceIn(Strict):
    kind: PitchKind
    from_day: Day
    rent: YuanPositive | None = None
    sanitation: YuanNotNegative = 0
    deposit_months: Annotated[int, Field(ge=0, le=prices.MOST_DEPOSIT_MONTHS)] = 0
    interval_months: Annotated[int, Field(ge=1, le=12)] = 1


@router.get("/markets/{int:market_id}/to-let", response=GroundOut)
def to_let(request: HttpRequest, market_id: int, wanted: Query[Wanted]) -> GroundOut:
    """Every pitch of a kind: what is free, from when, for how much a month."""
    market = market_or_missing(market_id)
    call = call_or_missing(wanted.call, STRANGER) if wanted.call else None
    period = _span(wanted.starts_on, wanted.months)
    found = ground_to_let(market, call.kind if call else wanted.kind, period, call=call)
    zones = {each.pitch.zone_id: each.pitch.zone for each in found}
    return GroundOut(
        starts_on=period.start,
        ends_on=period.last,
        zones={
            pk: ZoneOut(
                name=zone.name,
                name_en=zone.name_en,
                plan=Rectangle(x=zone.x, y=zone.y, width=zone.width, height=zone.height),
            )
            for pk, zone in zones.items()
        },
        pitches=[ToLetOut.of(each) for each in found],
    )


@router.get("/pitches/{int:pitch_id}/quote", response=QuoteOut)
def pitch_quote(request: HttpRequest, pitch_id: int, term: Query[Term]) -> QuoteOut:
    """What the pitch would cost, bill by bill, before anybody applies. It binds nobody."""
    pitch = get_object_or_404(Pitch.objects.select_related("zone__market"), pk=pitch_id)
    first = _span(term.starts_on, term.months).start
    found = quote_for(pitch, starts_on=first, months=term.months)
    return QuoteOut.of(pitch, is_free(pitch, starts_on=first, months=term.months), found)


@router.get("/markets/{int:market_id}/asked-papers", response=list[AskedOut])
def asked_papers(request: HttpRequest, market_id: int, sold: Query[Sold]) -> list[AskedOut]:
    """The papers that an application for this would be asked for, before anything is sent."""
    market = market_or_missing(market_id)
    pitch = None
    if sold.pitch is not None:
        here = Pitch.objects.select_related("zone").filter(zone__market=market)
        pitch = get_object_or_404(here, pk=sold.pitch)
    found = papers_for(
        market,
        kind=pitch.kind if pitch else sold.kind,
        wish=pitch,
        trade=sold.trade,
        goods=split_goods(sold.goods),
        on=clock.today(),
    )
    return [AskedOut.of(each) for each in found]


@router.get("/markets/{int:market_id}/list-prices", response=Page[PriceOut])
def list_prices(request: HttpRequest, market_id: int, window: Query[Window]) -> Page[PriceOut]:
    """What the market asks for each kind of pitch, the newest first."""
    rows = ListPrice.objects.filter(market=market_or_missing(market_id))
    return page(request, rows.order_by("kind", "-from_day"), window, PriceOut.of)


@router.post("/markets/{int:market_id}/list-prices", response={201: PriceOut}, auth=operator)
def settle(request: HttpRequest, market_id: int, told: PriceIn) -> Status[PriceOut]:
    """Write down what the market asks for a kind of pitch from a day on."""
    price = prices.settle(
        market_or_missing(market_id),
        told.kind,
        from_day=told.from_day,
        rent_fen=told.rent,
        sanitation_fen=told.sanitation,
        deposit_months=told.deposit_months,
        interval_months=told.interval_months,
        by=caller(request),
        at=clock.now(),
    )
    return Status(201, PriceOut.of(price))


def _span(starts_on: date | None, months: int) -> Period:
    today = clock.today()
    first = min(max(starts_on or today + 7 * ONE_DAY, today), today + HORIZON)
    return Period(first, months_after(first, months))


def _line(item: FeeItem, amount_fen: int) -> QuoteLine:
    return QuoteLine(item=item.code, name=item.name, name_en=item.name_en, amount=amount_fen)
