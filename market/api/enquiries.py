"""The green channel: ask, complain or propose; the conversation; how content one is."""

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from market import clock
from market.actions import enquiries as deeds
from market.actions import uploads
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Line, Moment, Out, Strict
from market.core.actors import Actor
from market.core.enquiries import EnquiryState
from market.core.promises import Promise, Span
from market.models import Enquiry, EnquiryMessage, Market
from market.queries.enquiries import enquiries_seen_by, promises_of
from market.queries.places import markets_worked_at
from market.queries.vendors import own_vendors

router = Router(auth=member)

Kind = Literal["question", "complaint", "proposal"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class MessageOut(Out):
    """One message. ours: of the house. photo: the key of its file, empty without one."""

    id: int
    ours: bool
    text: str
    photo: str
    at: Moment
    by: str

    @classmethod
    def of(cls, said: EnquiryMessage) -> "MessageOut":
        return cls(
            id=said.pk,
            ours=said.ours,
            text=said.text,
            photo=said.photo.key if said.photo else "",
            at=said.at,
            by=said.by_name,
        )


class EnquiryOut(Out):
    """An enquiry. due_at: by when there is an answer; late: whether that is over."""

    id: int
    reference: str
    market: int
    vendor: int | None
    kind: str
    state: str
    due_at: Moment
    late: bool
    asked_at: Moment
    stars: int | None
    stars_word: str
    can: list[str]

    @classmethod
    def of(cls, row: Enquiry, by: Actor, **more: Any) -> "EnquiryOut":
        waiting = row.state in (EnquiryState.NEW, EnquiryState.TAKEN, EnquiryState.REOPENED)
        return cls(
            id=row.pk,
            reference=row.reference,
            market=row.market_id,
            vendor=row.vendor_id,
            kind=row.kind,
            state=row.state,
            due_at=row.due_at,
            late=waiting and row.due_at < clock.now(),
            asked_at=row.asked_at,
            stars=row.stars,
            stars_word=row.stars_word,
            can=deeds.can(row, by),
            **more,
        )


class WholeEnquiryOut(EnquiryOut):
    """The same with its conversation, the oldest message first."""

    messages: list[MessageOut]

    @classmethod
    def of(cls, row: Enquiry, by: Actor, **more: Any) -> "WholeEnquiryOut":
        said = row.messages.select_related("photo")
        made = super().of(row, by, messages=[MessageOut.of(each) for each in said], **more)
        assert isinstance(made, WholeEnquiryOut)
        return made


class EnquiryIn(Strict):
    """What one wants to know, is not content with, or proposes. key: the same one is the same."""

    market: Id
    vendor: Id | None = None
    kind: Kind
    text: Words
    key: UUID | None = None


class MessageIn(Strict):
    """One message. key: the same one is the same message."""

    text: Words
    key: UUID | None = None


class StarsIn(Strict):
    """How content one is, 1 to 5, with a word on it."""

    stars: int = Field(ge=1, le=5)
    word: Line = ""


class PromiseOut(Out):
    """How soon a kind is answered, in working days or working hours."""

    kind: str
    count: int
    unit: str


class PromiseIn(Strict):
    """How soon a kind is to be answered at a market, from now on."""

    market: Id
    kind: Kind
    count: int = Field(ge=1, le=60)
    unit: Span = Span.WORKING_DAY


class Wanted(Strict):
    """Which enquiries."""

    market: Id | None = None
    vendor: Id | None = None
    kind: Kind | None = None
    state: EnquiryState | None = None


@router.get("", response=Page[EnquiryOut])
def enquiries(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[EnquiryOut]:
    """One's own, or those at one's markets; the first due first."""
    by = caller(request)
    found = enquiries_seen_by(by).filter(**wanted.model_dump(exclude_none=True))
    return page(request, found, window, lambda row: EnquiryOut.of(row, by))


@router.post("", response={201: WholeEnquiryOut})
def ask(
    request: HttpRequest, given: Form[EnquiryIn], file: File[UploadedFile | None] = None
) -> Status[WholeEnquiryOut]:
    """Ask, multipart: `file` is a photo, optional."""
    by = caller(request)
    vendors = own_vendors(by)
    made = deeds.ask(
        get_object_or_404(Market, pk=given.market),
        key=given.key or uuid4(),
        kind=given.kind,
        text=given.text,
        vendor=get_object_or_404(vendors, pk=given.vendor) if given.vendor else None,
        photo=uploads.photo_of(file),
        by=by,
        at=clock.now(),
    )
    return Status(201, WholeEnquiryOut.of(made, by))


@router.get("/promises", response=list[PromiseOut])
def promises(request: HttpRequest, market: Id) -> list[PromiseOut]:
    """How soon this market answers what."""
    found = promises_of(get_object_or_404(Market, pk=market))
    return [
        PromiseOut(kind=kind, count=told.count, unit=str(told.unit)) for kind, told in found.items()
    ]


@router.put("/promises", response=PromiseOut, auth=operator)
def settle_promise(request: HttpRequest, given: PromiseIn) -> PromiseOut:
    """Settle how soon a kind is answered, for what comes in from now on."""
    by = caller(request)
    market = get_object_or_404(markets_worked_at(by), pk=given.market)
    told = Promise(given.count, given.unit)
    row = deeds.promise(market, given.kind, told, by=by, at=clock.now())
    return PromiseOut(kind=row.kind, count=row.count, unit=row.unit)


@router.get("/{reference}", response=WholeEnquiryOut)
def enquiry(request: HttpRequest, reference: str) -> WholeEnquiryOut:
    by = caller(request)
    return WholeEnquiryOut.of(_found(by, reference), by)


@router.post("/{reference}/messages", response={201: WholeEnquiryOut})
def say(
    request: HttpRequest,
    reference: str,
    given: Form[MessageIn],
    file: File[UploadedFile | None] = None,
) -> Status[WholeEnquiryOut]:
    """Write on, multipart: `file` is a photo, optional. After the answer it is open again."""
    by = caller(request)
    found = _found(by, reference)
    key, photo = given.key or uuid4(), uploads.photo_of(file)
    deeds.say(found, key=key, text=given.text, photo=photo, by=by, at=clock.now())
    return Status(201, WholeEnquiryOut.of(found, by))


@router.post("/{reference}/take", response=WholeEnquiryOut, auth=operator)
def take(request: HttpRequest, reference: str) -> WholeEnquiryOut:
    """Somebody sees to it."""
    return _moved(request, reference, deeds.take)


@router.post("/{reference}/answer", response=WholeEnquiryOut, auth=operator)
def answer(request: HttpRequest, reference: str, given: MessageIn) -> WholeEnquiryOut:
    """Answer it; who asked is told so."""
    key = given.key or uuid4()
    return _moved(request, reference, deeds.answer, key=key, text=given.text)


@router.post("/{reference}/close", response=WholeEnquiryOut)
def close(request: HttpRequest, reference: str) -> WholeEnquiryOut:
    """Nothing is left to say."""
    return _moved(request, reference, deeds.close)


@router.post("/{reference}/reopen", response=WholeEnquiryOut)
def reopen(request: HttpRequest, reference: str) -> WholeEnquiryOut:
    """It was not answered after all."""
    return _moved(request, reference, deeds.reopen)


@router.post("/{reference}/rate", response=WholeEnquiryOut)
def rate(request: HttpRequest, reference: str, given: StarsIn) -> WholeEnquiryOut:
    """How content whoever asked is, once."""
    return _moved(request, reference, deeds.rate, **given.model_dump())


def _found(by: Actor, reference: str) -> Enquiry:
    return get_object_or_404(enquiries_seen_by(by), reference=reference)


def _moved(
    request: HttpRequest, reference: str, deed: Callable[..., Enquiry], **given: Any
) -> WholeEnquiryOut:
    by = caller(request)
    moved = deed(_found(by, reference), **given, by=by, at=clock.now())
    return WholeEnquiryOut.of(moved, by)
