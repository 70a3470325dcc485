"""One sum on the desk: its parts, its receipts, and how it is undone."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from market import clock, rules
from market.actions import collections, receipts
from market.core.actors import Actor
from market.documents.receipts import found_among, found_joint
from market.models import Allocation, Collection
from market.pages.desk.door import desk, desk_deed, done, find, go_on, pressed
from market.pages.desk.money.lines import payment_line
from market.pages.forms import ReasonForm, attempt
from market.queries.counter import collections_seen_by

PAGE = "desk_collection"


@desk
def collection(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What was booked, vendor by vendor, with the papers to print."""
    return _page(request, by, find(collections_seen_by(by), pk), ReasonForm())


@desk_deed
def issue_joint(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One receipt for all of it."""
    one = find(collections_seen_by(by), pk)
    words = _("The receipt is ready to print.")
    act = receipts.issue_joint
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def issue_apart(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A receipt for each vendor."""
    one = find(collections_seen_by(by), pk)
    words = _("The receipts are ready to print.")
    act = receipts.issue_apart
    return pressed(request, lambda: act(one, by=by, at=clock.now()), words, PAGE, pk)


@desk
def receipt(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The one receipt of the whole sum; without one, back to the sum."""
    one = find(collections_seen_by(by), pk)
    document = found_joint(one)
    if document is None:
        return go_on(request, PAGE, pk)
    context = {"collection": one, "document": document, "said": document.contents}
    gone = _parts(one).filter(reversal__isnull=False)
    context["void"] = [part.account.vendor.name for part in gone]
    context["void_all"] = len(context["void"]) == len(document.contents["parts"])
    return render(request, "market/desk/money/joint_receipt.html", context)


@desk_deed
def reverse_collection(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Undo the whole sum."""
    one = find(collections_seen_by(by), pk)
    form = ReasonForm(request.POST)
    act = collections.reverse
    if attempt(form, lambda told: act(one, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Reversed. What it had paid is open again."), PAGE, pk)
    return _page(request, by, one, form, status=422)


def _page(
    request: HttpRequest, by: Actor, one: Collection, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    paid = Allocation.objects.select_related("charge__item").order_by("pk")
    parts = _parts(one).prefetch_related(Prefetch("allocations", queryset=paid))
    lines = [payment_line(part) for part in parts]
    own = found_among([line.payment for line in lines])
    context: dict[str, Any] = {
        "collection": one,
        "lines": [(line, own.get(line.payment.pk)) for line in lines],
        "joint": found_joint(one),
        "standing": any(line.state == "paid" for line in lines),
        "several": len(lines) > 1,
        "change_fen": (one.tendered_fen or one.amount_fen) - one.amount_fen,
        "reversal_form": form,
        "may_record": rules.allows(by, "payment.record", one),
        "may_reverse": rules.allows(by, "payment.reverse", one),
    }
    return render(request, "market/desk/money/collection.html", context, status=status)


def _parts(one: Collection) -> Any:
    return one.parts.select_related("account__vendor", "reversal").order_by("pk")
