"""The picture of a code to pay by, as it hangs at the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from market.actions import uploads
from market.attachments import as_attachment
from market.queries.pay_codes import pay_codes


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """One that is hung out now; never kept by anything between, so that a false one does not last."""
    found = get_object_or_404(pay_codes(), pk=pk)
    return as_attachment(found.upload, uploads.read(found.upload))
