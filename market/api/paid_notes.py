""" "I have paid": told by a vendor, looked at by a cashier. Never a payment by itself."""

from typing import Annotated, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import StringConstraints

from market import clock, rules
from market.actions import paid_notes as deeds
from market.actions import uploads
from market.api.access import caller, member
from market.api.idempotency import noted_though_refused
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Strict, Yuan, YuanOut
from market.core.actors import Actor
from market.core.states import PAID_NOTE, PaidNoteState
from market.models import PaidNote
from market.queries.money import accounts_seen_by
from market.queries.paid_notes import paid_notes_seen_by

router = Router(auth=member)


Reference = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]


class PaidNoteOut(Out):
    """What a vendor says they have paid. payment: the one that was booked for it."""

    id: int
    account: int
    vendor: int
    amount: YuanOut
    method: str
    paid_on: Day
    reference: str
    note: str
    photo: str
    state: str
    answer: str
    payment: int | None
    told_at: Moment
    can: list[str]

    @classmethod
    def of(cls, note: PaidNote, by: Actor) -> "PaidNoteOut":
        return cls(
            id=note.pk,
            account=note.account_id,
            vendor=note.account.vendor_id,
            amount=note.amount_fen,
            method=note.method,
            paid_on=note.paid_on,
            reference=note.reference,
            note=note.note,
            photo=note.photo.key if note.photo else "",
            state=note.state,
            answer=note.answer,
            payment=note.payment_id,
            told_at=note.told_at,
            can=rules.can(by, "paidnote", PAID_NOTE, note),
        )


class PaidNoteIn(Strict):
    """What was paid. key: the same one is the same note."""

    account: Id
    amount: Yuan
    method: Literal["wechat", "alipay", "bank", "card", "cash"]
    paid_on: Day
    reference: Reference = ""
    note: Line = ""
    key: UUID | None = None


class Wanted(Strict):
    """Which of them."""

    account: Id | None = None
    state: PaidNoteState | None = None


@router.get("", response=Page[PaidNoteOut])
def paid_notes(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[PaidNoteOut]:
    """What one's vendors told, or what was told at one's markets; the longest waiting first."""
    by = caller(request)
    found = paid_notes_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda note: PaidNoteOut.of(note, by))


@router.post("", response={201: PaidNoteOut})
def tell(
    request: HttpRequest, given: Form[PaidNoteIn], file: File[UploadedFile | None] = None
) -> Status[PaidNoteOut]:
    """Tell the cashier, multipart: `file` is a screenshot; without one there must be a reference."""
    by = caller(request)
    account = get_object_or_404(accounts_seen_by(by), pk=given.account)
    note = deeds.tell(
        account,
        key=given.key or uuid4(),
        amount_fen=given.amount,
        photo=uploads.photo_of(file),
        **given.model_dump(include={"method", "paid_on", "reference", "note"}),
        by=by,
        at=clock.now(),
    )
    return Status(201, PaidNoteOut.of(note, by))


@router.get("/{int:note_id}", response=PaidNoteOut)
def paid_note(request: HttpRequest, note_id: int) -> PaidNoteOut:
    by = caller(request)
    return PaidNoteOut.of(_found(by, note_id), by)


@router.post("/{int:note_id}/book", response=PaidNoteOut)
@noted_though_refused
def book(request: HttpRequest, note_id: int) -> PaidNoteOut:
    """The money is there: book it."""
    by = caller(request)
    return PaidNoteOut.of(deeds.book(_found(by, note_id), by=by, at=clock.now()), by)


@router.post("/{int:note_id}/refuse", response=PaidNoteOut)
def refuse(request: HttpRequest, note_id: int, given: Reason) -> PaidNoteOut:
    """It is not there; the vendor is told why."""
    by = caller(request)
    found = _found(by, note_id)
    return PaidNoteOut.of(deeds.refuse(found, reason=given.reason, by=by, at=clock.now()), by)


@router.post("/{int:note_id}/withdraw", response=PaidNoteOut)
def withdraw(request: HttpRequest, note_id: int) -> PaidNoteOut:
    """The vendor was mistaken."""
    by = caller(request)
    return PaidNoteOut.of(deeds.withdraw(_found(by, note_id), by=by, at=clock.now()), by)


def _found(by: Actor, pk: int) -> PaidNote:
    return get_object_or_404(paid_notes_seen_by(by), pk=pk)
