"""A sheet of stall codes to print and hang: who scans theirs is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.pages.stall_codes import address_of, squares
from market.core.actors import Actor
from market.models import Zone
from market.pages.desk.door import desk
from market.queries.places import markets_worked_at, pitches_worked_at

MOST = 120


@desk
def signs(request: HttpRequest, by: Actor) -> HttpResponse:
    """The codes of one zone's pitches; ?zone=code chooses."""
    zones = list(Zone.objects.filter(market__in=markets_worked_at(by)))
    code = request.GET.get("zone", "")
    nights = set(_with_night_pitches(by))
    chosen = next((zone for zone in zones if zone.code == code), None)
    chosen = chosen or next((zone for zone in zones if zone.pk in nights), None)
    pitches = pitches_worked_at(by).filter(zone=chosen)[:MOST] if chosen else []
    cards = [{"pitch": pitch, "code": squares(address_of(pitch.pk))} for pitch in pitches]
    context = {"zones": zones, "chosen": chosen, "cards": cards}
    return render(request, "events/desk/signs.html", context)


def _with_night_pitches(by: Actor) -> list[int]:
    rows = pitches_worked_at(by).filter(kind="night").order_by("zone").distinct("zone")
    return list(rows.values_list("zone", flat=True))
