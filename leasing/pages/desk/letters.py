"""A letter about a lease, as it was stored, to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leasing.queries.leases import leases_seen_by
from leasing.queries.letters import letters_of
from market.core.actors import Actor
from market.pages.desk.door import desk, find


@desk
def letter(request: HttpRequest, by: Actor, pk: int, document_pk: int) -> HttpResponse:
    """It is never written again: what was sent is what is shown."""
    lease = find(leases_seen_by(by), pk)
    document = find(letters_of(lease), document_pk)
    context = {"lease": lease, "document": document, "said": document.contents}
    return render(request, "leasing/desk/letter.html", context)
