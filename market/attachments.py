"""Files of other people, sent so that a browser does nothing with them but save them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from market.models import Upload


def as_attachment(upload: Upload, content: bytes) -> HttpResponse:
    """The file to be saved: never run, never framed, never kept by anything between."""
    response = HttpResponse(content, content_type=upload.mime)
    response.headers["Content-Disposition"] = content_disposition_header(True, upload.name) or ""
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
