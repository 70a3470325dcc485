"""A vendor's own meters on the phone: what they showed, what was used, how the bill came about."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing.actions import readings
from leasing.core.metering.months_used import bars
from leasing.core.metering.states import ReadingState
from leasing.models import Meter, Reading
from leasing.pages.figures import FigureField, PhotoField
from leasing.pages.meter_sums import said_of
from leasing.queries.readings import lines_seen_by, own_meters, own_readings
from leasing.queries.using import spans_of
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.caller import caller
from market.pages.forms import DayField, attempt
from market.pages.me import vendors_only

PAGE = "leasing:my_meters"
LAST_READINGS, LAST_LINES = 4, 24


class SendForm(forms.Form):
    """What the dial shows, with a photo of it."""

    value = FigureField(
        label=gettext_lazy("What does the dial show?"),
        help_text=gettext_lazy("All digits before the point; after it, as far as you can read."),
    )
    day = DayField(label=gettext_lazy("When did you look?"))
    photo = PhotoField(
        label=gettext_lazy("A photo of the dial"),
        help_text=gettext_lazy("With it we can confirm your reading without coming by."),
        required=False,
    )


@vendors_only
def meters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own meters with what was used each month, and the bills with their sums."""
    mine = list(own_meters(actor))
    rows = own_readings(actor, mine)
    lines = lines_seen_by(actor).filter(lease__vendor__in=actor.vendors)[:LAST_LINES]
    context = {
        "meters": [_shown(meter, rows[meter.pk]) for meter in mine],
        "lines": [
            {"line": line, "explained": said_of(line.working, line.charge.amount_fen)}
            for line in lines
        ],
    }
    return render(request, "leasing/vendor/meters.html", context)


def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what one's own meter shows; the office looks at it before it counts."""
    actor = caller(request)
    if not actor.vendors:
        return redirect(f"/enter/?next={request.path}")
    meter = own_meters(actor).filter(pk=pk).first()
    if meter is None:
        raise Missing("no_meter", "There is no such meter among yours.")
    form = SendForm(request.POST or None, request.FILES or None, initial={"day": clock.today()})
    if attempt(form, lambda told: _sent(meter, told, actor)) is not None:
        messages.success(request, _("Sent. We look at it and tell you with the next bill."))
        return redirect(PAGE)
    status = 422 if form.is_bound else 200
    context = {"form": form, "meter": meter}
    return render(request, "leasing/vendor/send_reading.html", context, status=status)


def _sent(meter: Meter, told: dict[str, Any], actor: Actor) -> Reading:
    return readings.propose(meter, **told, by=actor, at=clock.now())


def _shown(meter: Meter, rows: list[Reading]) -> dict[str, Any]:
    standing = [row for row in rows if row.state == ReadingState.STANDING]
    return {
        "meter": meter,
        "bars": bars(spans_of(meter, standing)),
        "readings": standing[: -LAST_READINGS - 1 : -1],
        "sent": [row for row in rows if row.state == ReadingState.PROPOSED],
        "refused": [row for row in rows if row.state == ReadingState.REFUSED][-1:],
    }
