"""Files of other people, sent so that a browser does nothing with them but save them."""

from datetime import date
from pathlib import Path

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from market.core.files import JPEG, PDF
from market.models import Document, Dossier, Upload

ZIP, JSON = "application/zip", "application/json"


def as_attachment(upload: Upload, content: bytes) -> HttpResponse:
    """The file to be saved: never run, never framed, never kept by anything between."""
    return _saved(content, upload.mime, upload.name)


def as_pdf(document: Document, content: bytes) -> HttpResponse:
    """A paper of our own, to be saved under its kind and number."""
    said = document.contents
    number = said.get("number") or said.get("reference") or document.pk
    return _saved(content, PDF, f"{document.kind}-{number}.pdf")


def as_preview(upload: Upload, content: bytes) -> HttpResponse:
    """The picture of a PDF's first page."""
    return _saved(content, JPEG, f"{upload.name}.jpg")


def as_folder(dossier: Dossier, place: Path) -> FileResponse:
    """A folder, sent from the disk piece by piece."""
    day = dossier.asked_at.date().isoformat()
    response = FileResponse(place.open("rb"), content_type="application/zip")
    _only_to_be_saved(response, f"迎检包-{dossier.market.name}-{day}.zip")
    return response


def as_print(name: str, content: bytes) -> HttpResponse:
    """A paper that is kept nowhere, to be saved under a name of its own."""
    return _saved(content, PDF, f"{name}.pdf")


def as_copy(content: bytes, day: date, *, zipped: bool) -> HttpResponse:
    """A copy of somebody's own data."""
    kind, ending = (ZIP, "zip") if zipped else (JSON, "json")
    return _saved(content, kind, f"my-data-{day.isoformat()}.{ending}")


def _saved(content: bytes, mime: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    _only_to_be_saved(response, name)
    return response


def _only_to_be_saved(response: HttpResponseBase, name: str) -> None:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
