"""Papers: handed in, checked, returned, renewed."""

from collections.abc import Callable
from typing import Annotated

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from market import clock, rules
from market.actions import permits as deeds
from market.actions import uploads as files
from market.api.access import caller, member, operator
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Short, Strict, Text
from market.api.uploads import UploadOut
from market.core.actors import Actor
from market.core.refusals import Invalid
from market.core.states import PERMIT, PermitState
from market.core.validity import proposed_expiry
from market.models import Permit, PermitType, Pitch
from market.phrasing import sentence
from market.queries.paper_doubts import Doubt, doubts_about
from market.queries.permits import expiring, lapsed, permits_seen_by, to_check
from market.queries.vendors import vendors_seen_by

router = Router(auth=member)


class PermitOut(Out):
    """One paper of one vendor.

    proposed_expires_on: what the usual validity would give, for comparison with the print only.
    """

    id: int
    vendor: int
    vendor_name: str
    type: str
    type_name: str
    worker: int | None
    pitch: int | None
    number: str
    issued_on: Day | None
    expires_on: Day | None = Field(description="the last day on which it is valid")
    proposed_expires_on: Day | None
    state: str
    faults: str
    consent_at: Moment | None
    submitted_at: Moment
    checked_at: Moment | None
    renews: int | None = Field(description="the older paper that this one took the place of")
    renewal_applied_on: Day | None
    renewal_in_time: bool = Field(description="it counts until the authority has decided")
    uploads: list[UploadOut]
    can: list[str]

    @classmethod
    def of(cls, permit: Permit, by: Actor) -> "PermitOut":
        return cls(
            id=permit.pk,
            vendor=permit.vendor_id,
            vendor_name=permit.vendor.name,
            type=permit.type.code,
            type_name=permit.type.name,
            worker=permit.worker_id,
            pitch=permit.pitch_id,
            number=permit.number,
            issued_on=permit.issued_on,
            expires_on=permit.expires_on,
            proposed_expires_on=proposed_expiry(permit.issued_on, permit.type.valid_months),
            state=permit.state,
            faults=permit.faults,
            consent_at=permit.consent_at,
            submitted_at=permit.submitted_at,
            checked_at=permit.checked_at,
            renews=permit.renews_id,
            renewal_applied_on=permit.renewal_applied_on,
            renewal_in_time=permit.renewal_in_time,
            uploads=[UploadOut.of(upload) for upload in permit.uploads.all()],
            can=rules.can(by, "permit", PERMIT, permit),
        )


class PermitIn(Strict):
    """A paper that is handed in. Photos of it follow as documents.

    consent: the holder agrees that the market keeps this sensitive paper.
    """

    vendor: Id
    type: Annotated[str, Field(max_length=50)]
    worker: Id | None = None
    pitch: Id | None = None
    number: Short = ""
    issued_on: Day | None = None
    expires_on: Day | None = None
    consent: bool = False


class Checked(Strict):
    """What the checker read on the paper. The printed last day counts."""

    number: Short = ""
    issued_on: Day | None = None
    expires_on: Day | None = None


class Corrected(Strict):
    """What has changed since it was returned."""

    number: Short | None = None
    issued_on: Day | None = None
    expires_on: Day | None = None


class Applied(Strict):
    """When its renewal was applied for, and the number of the receipt."""

    applied_on: Day
    receipt: Short = ""


class DoubtOut(Out):
    """Something a checker should look at twice."""

    code: str
    detail: str

    @classmethod
    def of(cls, doubt: Doubt) -> "DoubtOut":
        told = Invalid(doubt.code, doubt.words, **doubt.facts)
        return cls(code=doubt.code, detail=sentence(told))


class Faults(Strict):
    """One complete list of what is to be put right, told to the vendor."""

    faults: Annotated[Text, Field(min_length=1)]


class Wanted(Strict):
    """Which papers. expiring_within: in force, with a last day within so many days."""

    vendor: Id | None = None
    type: Annotated[str, Field(max_length=50)] | None = None
    state: PermitState | None = None
    to_check: bool = False
    lapsed: bool = False
    expiring_within: Annotated[int, Field(ge=0, le=3660)] | None = None


@router.get("", response=Page[PermitOut])
def permits(request: HttpRequest, wanted: Query[Wanted], window: Query[Window]) -> Page[PermitOut]:
    by = caller(request)
    return page(request, _found(wanted, by), window, lambda permit: PermitOut.of(permit, by))


@router.post("", response={201: PermitOut})
def submit_permit(request: HttpRequest, given: PermitIn) -> PermitOut:
    by = caller(request)
    vendor = get_object_or_404(vendors_seen_by(by), pk=given.vendor)
    permit = deeds.submit(
        vendor,
        get_object_or_404(PermitType, code=given.type),
        worker=get_object_or_404(vendor.workers, pk=given.worker) if given.worker else None,
        pitch=get_object_or_404(Pitch, pk=given.pitch) if given.pitch else None,
        number=given.number,
        issued_on=given.issued_on,
        expires_on=given.expires_on,
        consent=given.consent,
        by=by,
        at=clock.now(),
    )
    return PermitOut.of(permit, by)


@router.get("/{int:permit_id}", response=PermitOut)
def permit(request: HttpRequest, permit_id: int) -> PermitOut:
    by = caller(request)
    return PermitOut.of(get_object_or_404(permits_seen_by(by), pk=permit_id), by)


@router.get("/{int:permit_id}/doubts", response=list[DoubtOut], auth=operator)
def doubts(request: HttpRequest, permit_id: int) -> list[DoubtOut]:
    """A number seen elsewhere, a holder or premises that differ, a worker who has left."""
    found = get_object_or_404(permits_seen_by(caller(request)), pk=permit_id)
    return [DoubtOut.of(doubt) for doubt in doubts_about(found, on=clock.today())]


@router.post("/{int:permit_id}/apply", response=PermitOut)
def apply_for_renewal(request: HttpRequest, permit_id: int, given: Applied) -> PermitOut:
    """Its renewal is with the authority."""
    return _move(request, permit_id, deeds.apply_for_renewal, **given.model_dump())


@router.post("/{int:permit_id}/documents", response={201: UploadOut})
def add_document(request: HttpRequest, permit_id: int, file: File[UploadedFile]) -> UploadOut:
    by = caller(request)
    found = get_object_or_404(permits_seen_by(by), pk=permit_id)
    content, name = files.content_of(file), file.name or ""
    return UploadOut.of(files.store(content, name, found, by=by, at=clock.now()))


@router.post("/{int:permit_id}/accept", response=PermitOut)
def accept_permit(request: HttpRequest, permit_id: int, given: Checked) -> PermitOut:
    return _move(request, permit_id, deeds.accept, **given.model_dump())


@router.post("/{int:permit_id}/return", response=PermitOut)
def return_permit(request: HttpRequest, permit_id: int, given: Faults) -> PermitOut:
    return _move(request, permit_id, deeds.return_, faults=given.faults)


@router.post("/{int:permit_id}/resubmit", response=PermitOut)
def resubmit_permit(request: HttpRequest, permit_id: int, given: Corrected) -> PermitOut:
    return _move(request, permit_id, deeds.resubmit, **given.model_dump())


@router.post("/{int:permit_id}/refuse", response=PermitOut)
def refuse_permit(request: HttpRequest, permit_id: int, given: Reason) -> PermitOut:
    return _move(request, permit_id, deeds.refuse, reason=given.reason)


@router.post("/{int:permit_id}/withdraw", response=PermitOut)
def withdraw_permit(request: HttpRequest, permit_id: int) -> PermitOut:
    return _move(request, permit_id, deeds.withdraw)


@router.post("/{int:permit_id}/revoke", response=PermitOut)
def revoke_permit(request: HttpRequest, permit_id: int, given: Reason) -> PermitOut:
    return _move(request, permit_id, deeds.revoke, reason=given.reason)


def _move(
    request: HttpRequest, permit_id: int, deed: Callable[..., Permit], **given: object
) -> PermitOut:
    """Find, act, answer: the same for every move of a paper."""
    by = caller(request)
    found = get_object_or_404(permits_seen_by(by), pk=permit_id)
    return PermitOut.of(deed(found, **given, by=by, at=clock.now()), by)


def _found(wanted: Wanted, by: Actor) -> QuerySet[Permit]:
    found, today = permits_seen_by(by), clock.today()
    if wanted.vendor:
        found = found.filter(vendor=wanted.vendor)
    if wanted.type:
        found = found.filter(type__code=wanted.type)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.to_check:
        return to_check(found)
    if wanted.lapsed:
        return lapsed(found, on=today)
    if wanted.expiring_within is not None:
        return expiring(found, on=today, days=wanted.expiring_within)
    return found
