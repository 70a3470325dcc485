"""Files that came with papers. A sensitive one is opened with a reason, which is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from market import clock
from market.actions import uploads as deeds
from market.api.access import caller, member
from market.api.schemas import Moment, Out, Reason
from market.attachments import as_attachment, as_preview
from market.models import Upload
from market.queries.permits import uploads_seen_by

router = Router(auth=member)


class UploadOut(Out):
    """A file of a paper. sensitive: an operator opens it by POST, with a reason."""

    key: str
    name: str
    mime: str
    size: int
    sensitive: bool
    uploaded_at: Moment

    @classmethod
    def of(cls, upload: Upload) -> "UploadOut":
        return cls(
            key=upload.key,
            name=upload.name,
            mime=upload.mime,
            size=upload.size,
            sensitive=upload.sealed,
            uploaded_at=upload.uploaded_at,
        )


@router.get("/{key}", response=bytes)
def upload(request: HttpRequest, key: str) -> HttpResponse:
    return _opened(request, key, "")


@router.get("/{key}/preview", response=bytes)
def upload_preview(request: HttpRequest, key: str) -> HttpResponse:
    """The first page of a PDF as a picture; of a sensitive one only to the vendor's own."""
    by = caller(request)
    found = get_object_or_404(uploads_seen_by(by), key=key)
    return as_preview(found, deeds.preview_for(found, by=by, at=clock.now()))


@router.post("/{key}/open", response=bytes)
def open_upload(request: HttpRequest, key: str, given: Reason) -> HttpResponse:
    return _opened(request, key, given.reason)


def _opened(request: HttpRequest, key: str, reason: str) -> HttpResponse:
    by = caller(request)
    found = get_object_or_404(uploads_seen_by(by), key=key)
    return as_attachment(found, deeds.open_for(found, reason=reason, by=by, at=clock.now()))
