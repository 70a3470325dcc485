"""/applications: asking for a pitch, and the house's answer."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from leasing.actions import applications, newcomers, offers
from leasing.api.asking import (
    ApplicationEdit,
    ApplicationIn,
    ApplicationOut,
    Begun,
    CorrectIn,
    PaperIn,
    PaperOut,
    Wanted,
)
from leasing.api.terms import OfferIn
from leasing.queries.applications import applications_seen_by
from leasing.queries.following import (
    application_seen_by,
    with_papers,
)
from market import clock
from market.api.access import anyone, caller, member, operator
from market.api.etags import require_match, tagged
from market.api.paging import Page, Window, page
from market.api.schemas import Reason
from market.api.throttles import beginnings
from market.core.actors import Actor
from market.models import Pitch
from market.queries.named import market_or_missing, permit_type_or_invalid, pitches_or_invalid

router = Router()


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
def one(request: HttpRequest, response: HttpResponse, reference: str) -> ApplicationOut:
    """One application. Its ETag is asked for by whoever changes it."""
    actor = caller(request)
    answer = ApplicationOut.of(application_seen_by(actor, reference), actor)
    tagged(response, answer)
    return answer


@router.patch("/applications/{reference}", response=ApplicationOut, auth=member)
@transaction.atomic
def edit(
    request: HttpRequest, response: HttpResponse, reference: str, told: ApplicationEdit
) -> ApplicationOut:
    """Change a draft, or one that is to be corrected."""
    actor = caller(request)
    application = application_seen_by(actor, reference, to_change=True)
    require_match(request, ApplicationOut.of(application, actor))
    changes = told.said()
    if "pitch" in changes:
        changes["wish"] = _pitch(changes.pop("pitch"))
    applications.edit(application, changes, by=actor, at=clock.now())
    answer = ApplicationOut.of(application, actor)
    tagged(response, answer)
    return answer


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
