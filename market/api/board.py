"""Offers and wants among vendors: to be read by everybody."""

from typing import Annotated, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status
from pydantic import StringConstraints

from market import clock
from market.actions import board as deeds
from market.api.access import anyone, caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Out, Reason, Strict
from market.core.actors import Actor
from market.models import BoardEntry, Market
from market.queries.board import entries_seen_by, standing
from market.queries.vendors import own_vendors

router = Router(auth=anyone)

Kind = Literal["offer", "want"]
Category = Literal["goods", "equipment", "transport", "hands", "space", "other"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class EntryOut(Out):
    """An offer or a want. phone: empty unless the vendor has agreed that it is shown."""

    id: int
    market: int
    vendor_name: str
    kind: str
    category: str
    text: str
    phone: str
    posted_on: Day
    until: Day
    state: str

    @classmethod
    def of(cls, entry: BoardEntry) -> "EntryOut":
        return cls(
            id=entry.pk,
            market=entry.market_id,
            vendor_name=entry.vendor.name,
            kind=entry.kind,
            category=entry.category,
            text=entry.text,
            phone=entry.vendor.phone if entry.contact_at else "",
            posted_on=entry.posted_on,
            until=entry.until,
            state=entry.state,
        )


class EntryIn(Strict):
    """What is offered or looked for. contact: one's phone may be shown with it."""

    market: Id
    vendor: Id
    kind: Kind
    category: Category
    text: Words
    until: Day
    contact: bool = False
    key: UUID | None = None


class ContactIn(Strict):
    """Whether one's phone may be shown with it."""

    shown: bool


class Wanted(Strict):
    """Which entries."""

    market: Id | None = None
    kind: Kind | None = None
    category: Category | None = None


@router.get("", response=Page[EntryOut])
def board(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[EntryOut]:
    """What stands today, the latest first."""
    found = standing(on=clock.today()).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, EntryOut.of)


@router.post("", response={201: EntryOut}, auth=member)
def post(request: HttpRequest, given: EntryIn) -> Status[EntryOut]:
    """Put something on the board."""
    by = caller(request)
    vendor = get_object_or_404(own_vendors(by), pk=given.vendor)
    made = deeds.post(
        vendor,
        get_object_or_404(Market, pk=given.market),
        key=given.key or uuid4(),
        **given.model_dump(include={"kind", "category", "text", "until", "contact"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, EntryOut.of(made))


@router.post("/{int:entry_id}/contact", response=EntryOut, auth=member)
def contact(request: HttpRequest, entry_id: int, given: ContactIn) -> EntryOut:
    """Agree that one's phone is shown, or take it back."""
    by = caller(request)
    found = _found(by, entry_id)
    return EntryOut.of(deeds.show_contact(found, shown=given.shown, by=by, at=clock.now()))


@router.post("/{int:entry_id}/withdraw", response=EntryOut, auth=member)
def withdraw(request: HttpRequest, entry_id: int) -> EntryOut:
    """Take one's own entry off."""
    by = caller(request)
    return EntryOut.of(deeds.withdraw(_found(by, entry_id), by=by, at=clock.now()))


@router.post("/{int:entry_id}/take_down", response=EntryOut, auth=operator)
def take_down(request: HttpRequest, entry_id: int, given: Reason) -> EntryOut:
    """Take somebody's entry off; they are told why."""
    by = caller(request)
    found = _found(by, entry_id)
    return EntryOut.of(deeds.take_down(found, reason=given.reason, by=by, at=clock.now()))


def _found(by: Actor, pk: int) -> BoardEntry:
    return get_object_or_404(entries_seen_by(by), pk=pk)
