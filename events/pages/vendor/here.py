"""Who scans the code at a stall: the vendor says that they are there; others see whose it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from events import rules
from events.actions import on_the_night
from events.models import CheckIn, SignUp
from events.pages.stall_codes import pitch_of
from events.pages.taking_part_forms import HereForm
from events.queries.tonight import at_pitch, places_about
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Pitch
from market.pages.caller import caller
from market.pages.forms import attempt

PAGE = "events/vendor/here.html"


@never_cache
def here(request: HttpRequest, token: str) -> HttpResponse:
    """A stall's code was scanned."""
    number = pitch_of(token)
    if number is None:
        raise Missing("bad_code", "This code is not one of ours. Scan the one at your stall.")
    pitch = get_object_or_404(Pitch.objects.select_related("zone__market"), pk=number)
    actor = caller(request)
    if not actor.vendors and not actor.operator:
        return redirect(f"/enter/?next={request.path}")
    at = clock.now()
    placed = at_pitch(pitch, at)
    context: dict[str, Any] = {"pitch": pitch, "placed": placed, "token": token}
    if placed is None or not rules.allows(actor, "sign-up.check_in", placed):
        own = places_about(at).filter(vendor__in=actor.vendors)
        return render(request, PAGE, {**context, "own": own, "placed": None})
    form = HereForm(request.POST or None, workers=placed.vendor.workers.filter(until=None))
    made = attempt(form, lambda told: _checked_in(placed, told, actor))
    known = made or CheckIn.objects.filter(sign_up=placed).first()
    status = 422 if form.errors else 200
    return render(request, PAGE, {**context, "form": form, "known": known}, status=status)


def _checked_in(placed: SignUp, told: dict[str, Any], actor: Actor) -> CheckIn:
    return on_the_night.check_in(placed, **told, by=actor, at=clock.now())
