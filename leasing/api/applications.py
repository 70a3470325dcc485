"""/applications: asking for a pitch, and the house's answer."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Status, UploadedFile

from leasing.actions import applications, newcomers, offers, waitlists
from leasing.api.asking import (
    ApplicationEdit,
    ApplicationIn,
    ApplicationOut,
    Begun,
    CorrectIn,
    PaperIn,
    PaperOut,
    SubmitIn,
    Wanted,
)
from leasing.api.terms import OfferIn
from leasing.core.faults import due_by
from leasing.queries.applications import applications_seen_by, in_state
from leasing.queries.calls import call_or_missing
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
from market.core.actors import STRANGER, Actor
from market.models import Pitch
from market.queries.days import working_calendar
from market.queries.named import market_or_missing, permit_type_or_invalid, pitches_or_invalid

router = Router()


@router.post("/applications", response={201: Begun}, auth=anyone, throttle=beginnings)
def begin(request: HttpRequest, told: ApplicationIn) -> Status[Begun]:
    """Begin an application. The vendor record that comes of it is reached by the token given."""
    given = told.model_dump(exclude={"market", "pitch", "wishes", "call"})
    wishes = _wishes(told.pitch, told.wishes)
    application, bearer = newcomers.apply(
        market_or_missing(told.market),
        call=call_or_missing(told.call, STRANGER) if told.call else None,
        wish=wishes[0] if wishes else None,
        further=wishes[1:],
        at=clock.now(),
        **given,
    )
    theirs = Actor(application.vendor.name, vendors=frozenset({application.vendor_id}))
    return Status(201, Begun(**ApplicationOut.of(application, theirs).__dict__, token=bearer))


@router.get("/applications", response=Page[ApplicationOut], auth=member)
def listed(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[ApplicationOut]:
    """The applications that the caller may see, the longest waiting first."""
    actor = caller(request)
    said = wanted.said()
    found = applications_seen_by(actor)
    if state := said.pop("state", None):
        found = in_state(found, state, by=actor)
    if call := said.pop("call", ""):
        found = found.filter(call__reference=call)
    found = with_papers(found.filter(**said))
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
    if "pitch" in changes or "wishes" in changes:
        standing = [wish.pitch_id for wish in application.wishes.all()]
        named = changes.pop("wishes") if "wishes" in changes else standing[1:]
        changes["wishes"] = _wishes(changes.pop("pitch", None), named or ())
    applications.edit(application, changes, by=actor, at=clock.now())
    answer = ApplicationOut.of(application_seen_by(actor, reference), actor)
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
def submit(request: HttpRequest, reference: str, told: SubmitIn | None = None) -> ApplicationOut:
    """Hand the application in. Twice is once."""
    late_code = told.late_code if told else ""
    return done(request, reference, applications.submit, late_code=late_code)


@router.post("/applications/{reference}/withdraw", response=ApplicationOut, auth=member)
def withdraw(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take it back, with whatever was offered on it."""
    return done(request, reference, offers.withdraw)


@router.post("/applications/{reference}/accept", response=ApplicationOut, auth=member)
def accept(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take the offer. The lease waits to be signed."""
    return done(request, reference, offers.accept)


@router.post("/applications/{reference}/decline", response=ApplicationOut, auth=member)
def decline(request: HttpRequest, reference: str) -> ApplicationOut:
    """Turn the offer down. The ground is free again at once."""
    return done(request, reference, offers.decline)


@router.post("/applications/{reference}/receive", response=ApplicationOut, auth=operator)
def receive(request: HttpRequest, reference: str) -> ApplicationOut:
    """Take it in for review."""
    return done(request, reference, applications.receive)


@router.post("/applications/{reference}/waitlist", response=ApplicationOut, auth=operator)
def waitlist(request: HttpRequest, reference: str) -> ApplicationOut:
    """Put it on the waiting list."""
    return done(request, reference, waitlists.waitlist)


@router.post("/applications/{reference}/correct", response=ApplicationOut, auth=operator)
def correct(request: HttpRequest, reference: str, told: CorrectIn) -> ApplicationOut:
    """Send it back with one complete list of what is to be put right."""
    return done(
        request,
        reference,
        applications.correct,
        list_of_faults=told.corrections,
        due_on=told.due_on or due_by(clock.today(), working_calendar()),
        came_in=told.came_in,
    )


@router.post("/applications/{reference}/refuse", response=ApplicationOut, auth=operator)
def refuse(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Refuse it, with the reason that the vendor will read."""
    return done(request, reference, applications.refuse, reason=told.reason)


@router.post("/applications/{reference}/turn-away", response=ApplicationOut, auth=operator)
def turn_away(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Do not take it in, with the reason that the vendor will read."""
    return done(request, reference, applications.turn_away, reason=told.reason)


@router.post("/applications/{reference}/cancel", response=ApplicationOut, auth=operator)
def cancel(request: HttpRequest, reference: str, told: Reason) -> ApplicationOut:
    """Drop it for the house, with the reason that the vendor will read."""
    return done(request, reference, offers.cancel, reason=told.reason)


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
        beyond=told.beyond,
        by=actor,
        at=clock.now(),
    )
    return ApplicationOut.of(application_seen_by(actor, reference), actor)


def done(
    request: HttpRequest, reference: str, deed: Callable[..., Any], **told: Any
) -> ApplicationOut:
    """Find, act, answer."""
    actor = caller(request)
    application = application_seen_by(actor, reference)
    deed(application, by=actor, at=clock.now(), **told)
    return ApplicationOut.of(application_seen_by(actor, reference), actor)


def _wishes(first: int | None, named: Sequence[int]) -> list[Pitch]:
    """The pitches in the order of the wishes; `first` goes before those that were named."""
    rest = [pk for pk in named if pk != first]
    return pitches_or_invalid(rest if first is None else [first, *rest])
