"""Before a session is changed: what the change breaks is shown, and gone on from knowingly."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from events.core.occasions import Occasion
from events.models import Session
from events.pages.said import foreseen_said
from events.queries.foreseen import foreseen, occasion
from market import clock
from market.core.hours import Hours
from market.core.refusals import Invalid
from market.models import Zone

KNOWING = "knowing"


def moved(one: Session, *, day: date, hours: Hours, zone: Zone | None) -> Occasion:
    """The session as it would be elsewhere."""
    return replace(occasion(one), day=day, hours=hours, place=zone.pk if zone else None)


def crowded(one: Session, told: dict[str, Any]) -> Occasion:
    """The session as it would be with another crowd and content."""
    people, features = told["expected_people"], frozenset(told["features"])
    return replace(occasion(one), people=people, features=features)


def asked_first(
    request: HttpRequest, form: Form, one: Session, after: Occasion, **context: Any
) -> HttpResponse | None:
    """The page that lists what breaks, unless nothing does or the reader has seen it already.

    Something breaks where it is with an authority, or would have to be filed too late.
    """
    if request.POST.get(KNOWING):
        return None
    found = foreseen(one, after, on=clock.today())
    if not any(each.breaks or each.late for each in found):
        return None
    shown = {"form": form, "session": one, "foreseen": foreseen_said(found), "knowing": KNOWING}
    return render(request, "events/desk/foreseen.html", shown | context)


def hours_of(form: Any) -> Hours | None:
    """The hours that a form was told, where they fit into one market day."""
    try:
        hours: Hours = form.hours()
    except Invalid:
        return None
    return hours
