"""What was found, and what becomes of it: photos, put right, looked at again."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Status, UploadedFile
from pydantic import StringConstraints

from market import clock, rules
from market.actions import findings as deeds
from market.actions import inspections, uploads
from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Day, Id, Moment, Out, Reason, Strict
from market.api.uploads import UploadOut
from market.core.actors import Actor
from market.core.inspecting.states import FINDING, FindingState
from market.models import Finding, FindingPhoto
from market.queries.inspections import findings_seen_by, late

router = Router(auth=member)

Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class FindingPhotoOut(Out):
    """A photo of what was found, or of how it is now (rectified)."""

    key: UUID
    kind: str
    upload: UploadOut

    @classmethod
    def of(cls, photo: FindingPhoto) -> "FindingPhotoOut":
        return cls(key=photo.key, kind=photo.kind, upload=UploadOut.of(photo.upload))


class FindingOut(Out):
    """Something that was not right. due_on: the last day to put it right."""

    id: int
    key: UUID
    inspection: int
    vendor: int
    item: str
    item_name: str
    note: str
    points: int
    grave: bool
    state: str
    due_on: Day
    answer: str
    rectified_at: Moment | None
    looked_again: int
    closed_at: Moment | None
    photos: list[FindingPhotoOut]
    can: list[str]

    @classmethod
    def of(cls, finding: Finding, by: Actor) -> "FindingOut":
        return cls(
            id=finding.pk,
            key=finding.key,
            inspection=finding.inspection_id,
            vendor=finding.vendor_id,
            item=finding.item.code,
            item_name=finding.item.name,
            note=finding.note,
            points=finding.points,
            grave=finding.grave,
            state=finding.state,
            due_on=finding.due_on,
            answer=finding.answer,
            rectified_at=finding.rectified_at,
            looked_again=finding.looked_again,
            closed_at=finding.closed_at,
            photos=[FindingPhotoOut.of(photo) for photo in finding.photos.all()],
            can=rules.can(by, "finding", FINDING, finding),
        )


class Wanted(Strict):
    """Which findings. late: to be put right by now, and nobody said that they are."""

    vendor: Id | None = None
    state: FindingState | None = None
    late: bool = False


class PhotoIn(Strict):
    """key: made on the phone; the same key is the same photo."""

    key: UUID
    kind: Literal["found", "rectified"] = "found"


class AnswerIn(Strict):
    """What was done."""

    answer: Answer


class ClearIn(Strict):
    """What was seen, if there is something to say."""

    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class ReopenIn(Reason):
    """What is still not right, and by when it is to be."""

    due_on: Day


@router.get("", response=Page[FindingOut])
def findings(
    request: HttpRequest, wanted: Query[Wanted], window: Query[Window]
) -> Page[FindingOut]:
    """The findings that the caller may see, the most pressing first."""
    by = caller(request)
    found = findings_seen_by(by).filter(**wanted.model_dump(exclude={"late"}, exclude_none=True))
    if wanted.late:
        found = late(found, on=clock.today())
    return page(request, found, window, lambda row: FindingOut.of(row, by))


@router.get("/{int:finding_id}", response=FindingOut)
def finding(request: HttpRequest, finding_id: int) -> FindingOut:
    """One finding."""
    by = caller(request)
    return FindingOut.of(get_object_or_404(findings_seen_by(by), pk=finding_id), by)


@router.post("/{int:finding_id}/photos", response={201: FindingPhotoOut})
def add_photo(
    request: HttpRequest, finding_id: int, told: Form[PhotoIn], file: File[UploadedFile]
) -> Status[FindingPhotoOut]:
    """Send a photo, multipart. It is drawn anew, without where it was taken."""
    by = caller(request)
    found = get_object_or_404(findings_seen_by(by), pk=finding_id)
    content, name = uploads.content_of(file), file.name or ""
    photo = inspections.add_photo(
        found, content, name, key=told.key, kind=told.kind, by=by, at=clock.now()
    )
    return Status(201, FindingPhotoOut.of(photo))


@router.post("/{int:finding_id}/rectify", response=FindingOut)
def rectify_finding(request: HttpRequest, finding_id: int, given: AnswerIn) -> FindingOut:
    """Say that it is put right. Somebody looks again."""
    return _move(request, finding_id, deeds.rectify, answer=given.answer)


@router.post("/{int:finding_id}/clear", response=FindingOut)
def clear_finding(request: HttpRequest, finding_id: int, given: ClearIn) -> FindingOut:
    """Somebody looked again: it is right."""
    return _move(request, finding_id, deeds.clear, note=given.note)


@router.post("/{int:finding_id}/reopen", response=FindingOut)
def reopen_finding(request: HttpRequest, finding_id: int, given: ReopenIn) -> FindingOut:
    """Somebody looked again: it is not right yet."""
    return _move(request, finding_id, deeds.reopen, **given.model_dump())


@router.post("/{int:finding_id}/withdraw", response=FindingOut)
def withdraw_finding(request: HttpRequest, finding_id: int, given: Reason) -> FindingOut:
    """Take a finding back that was none."""
    return _move(request, finding_id, deeds.withdraw, reason=given.reason)


def _move(
    request: HttpRequest, finding_id: int, deed: Callable[..., Finding], **given: object
) -> FindingOut:
    by = caller(request)
    found = get_object_or_404(findings_seen_by(by), pk=finding_id)
    return FindingOut.of(deed(found, **given, by=by, at=clock.now()), by)
