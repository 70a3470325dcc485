"""Papers of our own as PDFs, for whoever sees what they are about."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from market.attachments import as_pdf
from market.documents.drawing import pdf_of
from market.pages.caller import caller
from market.queries.documents import document_seen_by


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as it was frozen, drawn."""
    found = document_seen_by(caller(request), pk)
    return as_pdf(found, pdf_of(found))
