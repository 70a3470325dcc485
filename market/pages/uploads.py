"""Files of papers, opened from a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from market import clock
from market.actions import uploads as deeds
from market.attachments import as_attachment, as_preview
from market.core.actors import Actor
from market.models import Upload
from market.pages.caller import caller
from market.pages.forms import ReasonForm, attempt
from market.queries.permits import uploads_seen_by


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, key: str) -> HttpResponse:
    """Send a file of a paper. A sensitive one of somebody else's is asked a reason for first."""
    by = caller(request)
    found = get_object_or_404(uploads_seen_by(by), key=key)
    if not _needs_reason(found, by):
        return as_attachment(found, deeds.open_for(found, by=by, at=clock.now()))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    content = attempt(
        form, lambda told: deeds.open_for(found, reason=told["reason"], by=by, at=clock.now())
    )
    if content is None:
        return render(request, "market/papers/reveal.html", {"form": form, "upload": found})
    return as_attachment(found, content)


def _needs_reason(found: Upload, by: Actor) -> bool:
    own = found.permit is not None and found.permit.vendor_id in by.vendors
    return found.sealed and not own


@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The first page of a PDF as a picture. A sensitive one is shown to the vendor's own only."""
    by = caller(request)
    found = get_object_or_404(uploads_seen_by(by), key=key)
    return as_preview(found, deeds.preview_for(found, by=by, at=clock.now()))
