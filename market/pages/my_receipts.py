"""The receipts on a vendor's phone: all of them, and one to look at or to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.caller import caller
from market.pages.me import vendors_only
from market.queries.receipts import own_part, own_receipts

MOST = 300


@vendors_only
def receipts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every receipt, the newest first."""
    return render(request, "market/me/receipts.html", {"receipts": own_receipts(actor, most=MOST)})


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """One receipt as it was handed out; of one for several, only what is one's own."""
    actor = caller(request)
    if not actor.vendors:
        return redirect(f"/enter/?next={request.path}")
    for one in own_receipts(actor, most=MOST):
        if one.document.pk == pk:
            said = own_part(one.document.contents, actor.vendors)
            return render(request, "market/me/receipt.html", {"receipt": one, "said": said})
    raise Missing("missing", "There is nothing here.")
