"""Readings on the desk: taken, corrected, taken back, and a vendor's confirmed or turned down."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leasing import rules
from leasing.actions import readings
from leasing.core.metering.states import READING, ReadingKind, ReadingState
from leasing.models import Meter, Reading
from leasing.pages.desk.metering.forms import CorrectionForm, ReadingForm
from leasing.pages.desk.metering.meters import PAGE, meter_page
from leasing.queries.readings import meters_seen_by, readings_seen_by, standing_of, tenants
from market import clock
from market.actions import uploads
from market.attachments import as_attachment
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.desk.door import NOTHING_HERE, desk, desk_deed, done, find, pressed
from market.pages.forms import ReasonForm, attempt

SENT = "leasing:sent_readings"
MOST_SHOWN = 100


@desk_deed
def take(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Write a reading down."""
    one = find(meters_seen_by(by), pk)
    form = ReadingForm(request.POST, request.FILES)
    if attempt(form, lambda told: taken(one, told, by)) is None:
        return meter_page(request, by, one, form=form)
    return done(request, _("Written down."), PAGE, pk)


def taken(one: Meter, told: dict[str, Any], by: Actor) -> Reading:
    """The reading, as a form told it."""
    kind = ReadingKind.ESTIMATED if told.pop("estimated") else ReadingKind.ACTUAL
    return readings.take(one, kind=kind, **told, by=by, at=clock.now())


@desk
def reading(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """A reading has no page of its own: it stands on its meter's."""
    found = find(readings_seen_by(by), pk)
    return meter_page(request, by, found.meter)


@desk_deed
def correct(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Put another value in its place; the next billing carries the difference."""
    found = find(readings_seen_by(by), pk)
    form = CorrectionForm(request.POST, prefix="correct")
    act = readings.correct
    if attempt(form, lambda told: act(found, **told, by=by, at=clock.now())) is None:
        form.of = pk  # type: ignore[attr-defined]
        return meter_page(request, by, found.meter, correcting=form)
    words = _("Corrected. The next bill carries the difference on a line of its own.")
    return done(request, words, PAGE, found.meter_id)


@desk_deed
def withdraw(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take back a reading of the wrong meter or day."""
    found = find(readings_seen_by(by), pk)
    form = ReasonForm(request.POST, prefix="back")
    act = readings.withdraw
    if attempt(form, lambda told: act(found, **told, by=by, at=clock.now())) is None:
        form.of = pk  # type: ignore[attr-defined]
        return meter_page(request, by, found.meter, giving_back=form)
    return done(request, _("Taken back."), PAGE, found.meter_id)


@desk
def sent(request: HttpRequest, by: Actor) -> HttpResponse:
    """What vendors sent, the longest waiting first, beside what stood there last."""
    rows = list(
        readings_seen_by(by).filter(state=ReadingState.PROPOSED).order_by("pk")[:MOST_SHOWN]
    )
    standing = standing_of([row.meter_id for row in rows])
    names = tenants([row.meter for row in rows], on=clock.today())
    shown = [
        {
            "row": row,
            "can": rules.can(by, "reading", READING, row),
            "last": next(
                (each for each in reversed(standing[row.meter_id]) if each.day < row.day), None
            ),
            "tenant": names.get(row.meter.pitch_id or 0, ""),
        }
        for row in rows
    ]
    return render(request, "leasing/desk/meters/sent.html", {"rows": shown})


@desk_deed
def confirm(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take a vendor's reading as true."""
    found = find(readings_seen_by(by), pk)
    flags = {name: name in request.POST for name in ("sure", "rolled_over")}
    words = _("Confirmed. It counts from now on.")
    return pressed(
        request,
        lambda: readings.confirm(found, **flags, by=by, at=clock.now()),
        words,
        reverse(SENT),
    )


@desk_deed
def refuse(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Turn a vendor's reading down."""
    found = find(readings_seen_by(by), pk)
    reason = request.POST.get("reason", "")[:200]
    words = _("Turned down.")
    return pressed(
        request,
        lambda: readings.refuse(found, reason=reason, by=by, at=clock.now()),
        words,
        reverse(SENT),
    )


@desk
def photo(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The photo of a dial."""
    found = find(readings_seen_by(by), pk)
    if found.photo is None:
        raise Missing("missing", NOTHING_HERE)
    return as_attachment(found.photo, uploads.read(found.photo))
