"""A vendor who asked not to be disturbed."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from market import clock
from market.actions import policies
from market.core.actors import Actor
from market.pages.desk import vendors
from market.pages.desk.door import desk_deed, done, find
from market.pages.desk.reminding_forms import SilenceForm
from market.pages.forms import attempt
from market.queries.vendors import vendors_seen_by


@desk_deed
def silence(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say nothing until a day, for a reason; or speak again, where the button says so."""
    one = find(vendors_seen_by(by), pk)
    if "end" in request.POST:
        policies.silence(one, until=None, reason="", by=by, at=clock.now())
        return done(request, _("Messages go out again."), "desk_vendor", pk)
    form = SilenceForm(request.POST)
    if attempt(form, lambda told: policies.silence(one, **told, by=by, at=clock.now())):
        return done(request, _("Nothing is said until then, but what is legal."), "desk_vendor", pk)
    return vendors.page_of(request, by, one, silence_form=form)
