"""Suspected sublets on the desk."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leasing.actions import sublets
from leasing.models import Lease, Sublet
from leasing.pages.desk.deeds import PAGE, Deed, carry_out
from leasing.pages.desk.life_forms import SubletForm
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk_deed, desk_form, find, pressed


@desk_form
def record(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Write down what was seen."""

    def act(lease: Lease, told: dict[str, Any], at: datetime) -> Sublet:
        return sublets.record(lease, **told, by=by, at=at)

    deed = Deed(
        title=_("Somebody else is using it"),
        lead=_(
            "Who knows of a sublet and says nothing for six months has agreed to it. The desk "
            "reminds you after 30, 90 and 150 days."
        ),
        button=_("Write it down"),
        words=_("Written down. The six months run."),
        act=act,
        rule="sublet.record",
    )
    form = SubletForm(request.POST or None, initial={"learned_on": clock.today()})
    return carry_out(request, by, pk, form, deed, plain=True)


@desk_deed
def move(request: HttpRequest, by: Actor, pk: int, sublet_pk: int, move: str) -> HttpResponse:
    """Object, let it be, or settle it."""
    lease = find(leases_seen_by(by), pk)
    sublet = find(Sublet.objects.filter(lease=lease), sublet_pk)
    at = clock.now()
    if move == "object":
        words = _("The objection is stored and the vendor is told.")
        return pressed(request, lambda: sublets.object_to(sublet, by=by, at=at), words, PAGE, pk)
    act = sublets.consent if move == "consent" else sublets.resolve
    return pressed(
        request, lambda: act(sublet, reason="", by=by, at=at), _("Written down."), PAGE, pk
    )
