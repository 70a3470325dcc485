"""Today: what waits for somebody, what went wrong first, and what was done lately."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from market import clock
from market.core.actors import Actor
from market.core.waiting import Waiting
from market.pages.desk.door import desk
from market.pages.desk.journal import lines_of
from market.queries.journal import moves_seen_by

RECENT = 12


@desk
def today(request: HttpRequest, by: Actor) -> HttpResponse:
    """What every app says is waiting, urgent things first, each leading to where it is dealt with."""
    on = clock.today()
    context = {
        "on": on,
        "waiting": [_shown(line) for line in waiting_for(by, on)],
        "lines": lines_of(moves_seen_by(by).order_by("-at", "-pk")[:RECENT]),
    }
    return render(request, "market/desk/today.html", context)


def waiting_for(by: Actor, on: date) -> list[Waiting]:
    """The lines of every app, urgent ones first, each app's in its own order."""
    lines = [line for name in settings.DESK_WAITING for line in import_string(name)(by, on)]
    return sorted((line for line in lines if line.count), key=lambda line: not line.urgent)


def _shown(line: Waiting) -> dict[str, Any]:
    address = reverse(line.url_name)
    return {
        "key": line.key,
        "count": line.count,
        "words": _beside_its_number(line.words, line.count),
        "url": f"{address}?{line.query}" if line.query else address,
        "urgent": line.urgent,
    }


def _beside_its_number(words: str, count: int) -> str:
    """The words beside their number, which stands in a column of its own."""
    said = _(words).removeprefix("{count}").strip().replace("{count}", str(count))
    return said[:1].upper() + said[1:]
