"""Files of other people, sent so that a browser does nothing with them but save them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from market.core.files import PDF
from market.models import Document, Upload


def as_attachment(upload: Upload, content: bytes) -> HttpResponse:
    """The file to be saved: never run, never framed, never kept by anything between."""
    return _saved(content, upload.mime, upload.name)


def as_pdf(document: Document, content: bytes) -> HttpResponse:
    """A paper of our own, to be saved under its kind and number."""
    said = document.contents
    number = said.get("number") or said.get("reference") or document.pk
    return _saved(content, PDF, f"{document.kind}-{number}.pdf")


def as_print(name: str, content: bytes) -> HttpResponse:
    """A paper that is kept nowhere, to be saved under a name of its own."""
    return _saved(content, PDF, f"{name}.pdf")


def _saved(content: bytes, mime: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
