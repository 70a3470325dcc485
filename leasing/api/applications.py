"""/applications: asking for a pitch, and the house's answer."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Status, UploadedFile
from pydantic import Field

from leasing import rules
from leasing.actions import applications, newcomers, offers
from leasing.api.terms import OfferIn
from leasing.core.states import APPLICATION, ApplicationState
from leasing.models import Application, ApplicationPaper
from leasing.queries.applications import applications_seen_by
from leasing.queries.following import (
    application_seen_by,
    papers_of,
    standing_lease,
    with_papers,
)
from market import clock
from market.api.access import anyone, caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Line, Moment, Out, Reason, Short, Strict, Text
from market.api.throttles import beginnings
from market.core.actors import Actor
from market.models import Pitch
from market.queries.named import market_or_missing, permit_type_or_invalid, pitches_or_invalid

router = Router()


class ApplicationIn(Strict):
    """An application as it begins. No account is needed; the answer carries a token to go on."""

    market: Id
    name: Line
    phone: Annotated[Short, Field(examples=["138 0000 0000"])]
    contact: Short = ""
    kind: Short = "stall"
    trade: Short = ""
    goods: Annotated[list[Short], Field(max_length=30)] = []
    pitch: Id | None = None
    starts_on: Day | None = None
    months: Annotated[int, Field(ge=1, le=240)] = 12
    message: Annotated[Text, Field(max_length=1000)] = ""
    language: Annotated[str, Field(pattern="^(zh-hans|en)$")] = "zh-hans"
    uscc: Short = ""
    id_kind: Short = ""
    id_number: Short = ""


class ApplicationEdit(Strict):
    """What of a draft is to be changed; what is left out stays."""

    kind: Short | None = None
    trade: Short | None = None
    goods: Annotated[list[Short], Field(max_length=30)] | None = None
    pitch: Id | None = None
    starts_on: Day | None = None
    months: Annotated[int, Field(ge=1, le=240)] | None = None
    message: Annotated[Text, Field(max_length=1000)] | None = None


class CorrectIn(Strict):
    """One complete list of what is to be put right, and by when."""

    corrections: Annotated[Text, Field(min_length=1)]
    due_on: Day


class PaperOut(Out):
    id: int
    permit: int
    type: str
    number: str
    expires_on: Day | None
    state: str
    faults: str

    @classmethod
    def of(cls, paper: ApplicationPaper) -> "PaperOut":
        permit = paper.permit
        return cls(
            id=paper.pk,
            permit=permit.pk,
            type=permit.type.code,
            number=permit.number,
            expires_on=permit.expires_on,
            state=permit.state,
            faults=permit.faults,
        )


class ApplicationOut(Out):
    """An application as its applicant and the operators see it."""

    reference: str
    state: str
    can: list[str]
    market: int
    vendor: int
    vendor_name: str
    kind: str
    trade: str
    goods: list[str]
    pitch: int | None
    starts_on: Day | None
    months: int
    message: str
    corrections: str
    corrections_due_on: Day | None
    offer_until: Moment | None
    lease: str | None
    papers: list[PaperOut]
    submitted_at: Moment | None

    @classmethod
    def of(cls, row: Application, by: Actor) -> "ApplicationOut":
        lease = standing_lease(row)
        return cls(
            reference=row.reference,
            state=row.state,
            can=rules.can(by, "application", APPLICATION, row),
            market=row.market_id,
            vendor=row.vendor_id,
            vendor_name=row.vendor.name,
            kind=row.kind,
            trade=row.trade,
            goods=row.goods,
            pitch=row.wish_id,
            starts_on=row.starts_on,
            months=row.months,
            message=row.message,
            corrections=row.corrections,
            corrections_due_on=row.corrections_due_on,
            offer_until=row.offer_until,
            lease=lease.reference if lease else None,
            papers=[PaperOut.of(paper) for paper in papers_of(row)],
            submitted_at=row.submitted_at,
        )


class Begun(ApplicationOut):
    """The first answer. The token is shown once: send it as `Authorization: Bearer …`."""

    token: str | None = None


class PaperIn(Strict):
    """One paper; the file comes in the same multipart request as `file`."""

    type: Annotated[Short, Field(examples=["BIZ_LICENSE"])]
    number: Short = ""
    expires_on: Day | None = None
    consent: bool = False


class Wanted(Strict):
    """Which applications."""

    state: ApplicationState = ApplicationState.SUBMITTED
    kind: Short = ""
    trade: Short = ""


@router.post("/applications", response={201: Begun}, auth=anyone, throttle=beginnings)
def begin(request: HttpRequest, told: ApplicationIn) -> Status[Begun]:
    """Begin an application. The vendor record that comes of it is reached by the token given."""
    given = told.model_dump(exclude={"market", "pitch"})
    application, bearer = newcomers.apply(
        market_or_missing(told.market), wish=_pitch(told.pitch), at=clock.now(), **given
    )
    theirs = Actor(application.vendor.name, vendors=frozenset({application.vendor_id}))
    return Status(201, Begun(**ApplicationOut.of(application, theirs).__dict__, token=bearer))


@router.get("/applications", response=Page[ApplicationOut], auth=member)
def listed(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[ApplicationOut]:
    """The applications that the caller may see, the longest waiting first."""
    actor = caller(request)
    found = with_papers(applications_seen_by(actor).filter(**wanted.said()))
    return page(request, found, window, lambda row: ApplicationOut.of(row, actor))


@router.get("/applications/{reference}", response=ApplicationOut, auth=member)
def one(request: HttpRequest, reference: str) -> ApplicationOut:
    """One application."""
    actor = caller(request)
    return ApplicationOut.of(application_seen_by(actor, reference), actor)


@router.patch("/applications/{reference}", response=ApplicationOut, auth=member)
def edit(request: HttpRequest, reference: str, told: ApplicationEdit) -> ApplicationOut:
    """Change a draft, or one that is to be corrected."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    changes = told.said()
    if "pitch" in changes:
        changes["wish"] = _pitch(changes.pop("pitch"))
    applications.edit(application, changes, by=actor, at=clock.now())
    return ApplicationOut.of(application, actor)


@router.post("/applications/{reference}/documents", response={201: PaperOut}, auth=member)
def hand_in(
    request: HttpRequest, reference: str, told: Form[PaperIn], file: File[UploadedFile]
) -> Status[PaperOut]:
    """Hand in one paper: a photo (JPEG, PNG, WebP) or a PDF, with what is printed on it."""
    actor = caller(request)
    paper = applications.hand_in(
        application_seen_by(actor, reference),
        permit_type_or_invalid(told.type),
        content=file.read(),
        name=file.name or "",
        number=told.number,
        expires_on=told.expires_on,
        consent=told.consent,
        by=actor,
        at=clock.now(),
    )
    return Status(201, PaperOut.of(paper))


@router.post("/applications/{reference}/submit", response=ApplicationOut, auth=member)
def submit(request: HttpRequest, reference: str) -> ApplicationOut:
    """Hand the application in. Twice is once."""
    return _done(request, reference, applications.submit)


@router.post("/applications/{reference}/withdraw", response=ApplicationOut, auth=member)
def withdraw(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take it back, with whatever was offered on it."""
    return _done(request, reference, offers.withdraw)


@router.post("/applications/{reference}/accept", response=ApplicationOut, auth=member)
def accept(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take the offer. The lease waits to be signed."""
    return _done(request, reference, offers.accept)


@router.post("/applications/{reference}/decline", response=ApplicationOut, auth=member)
def decline(request: HttpRequest, reference: str) -> ApplicationOut:
    """Turn the offer down. The ground is free again at once."""
    return _done(request, reference, offers.decline)


@router.post("/applications/{reference}/receive", response=ApplicationOut, auth=operator)
def receive(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take it in for review."""
    return _done(request, reference, applications.receive)


@router.post("/applications/{reference}/waitlist", response=ApplicationOut, auth=operator)
def waitlist(request: HttpRequest, reference: str) -> ApplicationOut:
    """Put it on the waiting list."""
    return _done(request, reference, applications.waitlist)


@router.post("/applications/{reference}/correct", response=ApplicationOut, auth=operator)
def correct(request: HttpRequest, reference: str, told: CorrectIn) -> ApplicationOut:
    """Send it back with one complete list of what is to be put right."""
    return _done(
        request,
        reference,
        applications.correct,
        list_of_faults=told.corrections,
        due_on=told.due_on,
    )


@router.post("/applications/{reference}/refuse", response=ApplicationOut, auth=operator)
def refuse(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Refuse it, with the reason that the vendor will read."""
    return _done(request, reference, applications.refuse, reason=told.reason)


@router.post("/applications/{reference}/offer", response=ApplicationOut, auth=operator)
def offer(request: HttpRequest, reference: str, told: OfferIn) -> ApplicationOut:
    """Offer pitches on terms until a moment; until then nobody else can have them."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    offers.offer(
        application,
        pitches_or_invalid(told.pitches),
        told.terms.as_draft(),
        until=told.until,
        by=actor,
        at=clock.now(),
    )
    return ApplicationOut.of(application, actor)


def _done(
    request: HttpRequest, reference: str, deed: Callable[..., Any], **told: Any
) -> ApplicationOut:
    """Find, act, answer."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    deed(application, by=actor, at=clock.now(), **told)
    application.refresh_from_db()
    return ApplicationOut.of(application, actor)


def _pitch(pk: int | None) -> Pitch | None:
    return pitches_or_invalid([pk])[0] if pk is not None else None
