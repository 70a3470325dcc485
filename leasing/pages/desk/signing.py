"""The vendor's signature, seen from the desk: the scan that comes in, and the files."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leasing.actions import signing
from leasing.pages.desk.leases import PAGE
from leasing.queries.leases import leases_seen_by
from market import clock
from market.attachments import as_attachment
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, find, pressed


@desk_deed
def scan(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Keep the contract that was signed by hand."""
    one = find(leases_seen_by(by), pk)
    pages = [(file.read(), file.name or "") for file in request.FILES.getlist("files")]
    words = _("The signed paper is kept, sealed.")
    act = signing.sign_by_scan
    return pressed(request, lambda: act(one, pages, by=by, at=clock.now()), words, PAGE, pk)


@desk
def file(request: HttpRequest, by: Actor, key: str) -> HttpResponse:
    """What was signed. Who looks at it is written down."""
    upload, content = signing.open_file(key, by=by, at=clock.now())
    return as_attachment(upload, content)
