"""What is owed."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock, rules
from market.actions import charges as deeds
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Days, Id, Line, Moment, Out, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.periods import ONE_DAY
from market.models import Charge, FeeItem
from market.queries.money import accounts_seen_by, charges_seen_by, open_charges, overdue_charges

router = Router(auth=member)


class ChargeOut(Out):
    """An amount that is owed, or, below zero, what another charge was credited by.

    working: how the amount came about.
    """

    id: int
    account: int
    vendor: int
    market: int
    key: str
    item: str
    item_name: str
    amount: YuanOut
    open: YuanOut
    due_on: Day
    period: Days | None
    reverses: int | None
    note: str
    working: dict[str, Any]
    charged_at: Moment
    can: list[str]

    @classmethod
    def of(cls, charge: Charge, by: Actor) -> "ChargeOut":
        return cls(
            id=charge.pk,
            account=charge.account_id,
            vendor=charge.account.vendor_id,
            market=charge.account.market_id,
            key=charge.key,
            item=charge.item.code,
            item_name=charge.item.name,
            amount=charge.amount_fen,
            open=charge.open_fen,
            due_on=charge.due_on,
            period=_days(charge),
            reverses=charge.reverses_id,
            note=charge.note,
            working=charge.working,
            charged_at=charge.charged_at,
            can=_can(charge, by),
        )


class ChargeIn(Strict):
    """An amount to be charged by hand. Send an Idempotency-Key, or it is charged each time."""

    account: Id
    item: str = Field(max_length=50, description="code of a fee item, such as sanitation")
    amount: Yuan
    due_on: Day
    note: Line = ""


class Credit(Strict):
    """What is to be credited and why; all that is left of the charge when no amount is named."""

    amount: Yuan | None = None
    reason: Line = Field(min_length=1)


class Wanted(Strict):
    """Which charges."""

    market: Id | None = None
    vendor: Id | None = None
    open: bool = False
    overdue: bool = False


@router.get("", response=Page[ChargeOut])
def charges(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[ChargeOut]:
    by = caller(request)
    return page(request, _found(wanted, by, clock.today()), window, lambda c: ChargeOut.of(c, by))


@router.post("", response={201: ChargeOut})
def add_charge(request: HttpRequest, given: ChargeIn) -> ChargeOut:
    by = caller(request)
    charge = deeds.add(
        get_object_or_404(accounts_seen_by(by), pk=given.account),
        key=f"hand/{uuid4()}",
        item=get_object_or_404(FeeItem, code=given.item),
        amount_fen=given.amount,
        due_on=given.due_on,
        note=given.note,
        by=by,
        at=clock.now(),
    )
    return ChargeOut.of(charge, by)


@router.get("/{int:charge_id}", response=ChargeOut)
def charge(request: HttpRequest, charge_id: int) -> ChargeOut:
    by = caller(request)
    return ChargeOut.of(get_object_or_404(charges_seen_by(by), pk=charge_id), by)


@router.post("/{int:charge_id}/reverse", response={201: ChargeOut})
def reverse_charge(request: HttpRequest, charge_id: int, credit: Credit) -> ChargeOut:
    by = caller(request)
    reversal = deeds.reverse(
        get_object_or_404(charges_seen_by(by), pk=charge_id),
        amount_fen=credit.amount,
        key=f"credit/{uuid4()}",
        reason=credit.reason,
        by=by,
        at=clock.now(),
    )
    return ChargeOut.of(reversal, by)


def _found(wanted: Wanted, by: Actor, on: date) -> Any:
    found = charges_seen_by(by)
    if wanted.market:
        found = found.filter(account__market=wanted.market)
    if wanted.vendor:
        found = found.filter(account__vendor=wanted.vendor)
    if wanted.overdue:
        return overdue_charges(found, on=on)
    return open_charges(found) if wanted.open else found


def _days(charge: Charge) -> Days | None:
    if charge.period is None:
        return None
    end = charge.period.upper
    return Days(starts_on=charge.period.lower, ends_on=end - ONE_DAY if end else None)


def _can(charge: Charge, by: Actor) -> list[str]:
    open_to = charge.reverses_id is None and rules.allows(by, "charge.reverse", charge)
    return ["reverse"] if open_to else []
