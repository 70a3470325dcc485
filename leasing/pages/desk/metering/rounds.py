"""The round: one row a meter in the order in which one walks, Enter goes on, each saved at once."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from leasing import rules
from leasing.core.metering.dials import used
from leasing.models import Meter, Reading
from leasing.pages.desk.metering.filters import RoundFilters
from leasing.pages.desk.metering.forms import ReadingForm
from leasing.pages.desk.metering.readings import taken
from leasing.queries.metering import dial_of, mark_of
from leasing.queries.readings import (
    in_walking_order,
    meters_seen_by,
    standing_of,
    tenants,
)
from market import clock
from market.core.actors import Actor
from market.pages.desk.door import desk, desk_deed, find
from market.pages.forms import attempt

PAGE = "leasing:meter_round"


@dataclass(frozen=True)
class Stop:
    """One meter on the way: what stood there last, and what was read for the day, if it was."""

    meter: Meter
    tenant: str
    last: Reading | None
    read: Reading | None
    used: Fraction | None
    form: ReadingForm
    here: bool


@desk
def walk(request: HttpRequest, by: Actor) -> HttpResponse:
    """The round of a day."""
    return _page(request, by)


@desk_deed
def stop(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Write down what one meter shows, and go on to the next that is not read yet."""
    one = find(meters_seen_by(by), pk)
    form = ReadingForm(_told(request, by), request.FILES, prefix=str(pk), auto_id="at-%s")
    if attempt(form, lambda told: taken(one, told, by)) is None:
        return _page(request, by, wrong={pk: form})
    filters = RoundFilters(request, by)
    way = list(filters.narrow(in_walking_order(meters_seen_by(by))).values_list("pk", flat=True))
    after = way[way.index(pk) + 1 :] if pk in way else []
    read = set(
        Reading.objects.filter(
            meter__in=after, day=form.cleaned_data["day"], state="standing"
        ).values_list("meter", flat=True)
    )
    following = next((each for each in after if each not in read), pk)
    query = request.GET.copy()
    query["at"] = str(following)
    return HttpResponseRedirect(f"{reverse(PAGE)}?{query.urlencode()}#at-{following}")


def _page(
    request: HttpRequest, by: Actor, wrong: dict[int, ReadingForm] | None = None
) -> HttpResponse:
    filters, on = RoundFilters(request, by), clock.today()
    day = filters.get("day", on)
    way = list(filters.narrow(in_walking_order(meters_seen_by(by))))
    standing = standing_of([meter.pk for meter in way])
    names = tenants(way, on=day)
    at = next(iter(wrong)) if wrong else _number(request.GET.get("at"))
    faulty = wrong or {}
    stops = [
        _stop(
            meter,
            standing[meter.pk],
            day=day,
            tenant=names.get(meter.pitch_id or 0, ""),
            here=meter.pk == at,
            form=faulty.get(meter.pk) or _blank(meter, day),
        )
        for meter in way
    ]
    context: dict[str, Any] = {
        "filters": filters,
        "day": day,
        "stops": stops,
        "read": sum(each.read is not None for each in stops),
        "may_take": any(rules.allows(by, "reading.take", meter) for meter in way[:1]),
    }
    return render(request, "leasing/desk/meters/round.html", context, status=422 if wrong else 200)


def _stop(
    meter: Meter, rows: list[Reading], *, day: date, tenant: str, here: bool, form: ReadingForm
) -> Stop:
    read = next((row for row in rows if row.day == day), None)
    last = next((row for row in reversed(rows) if row.day < day), None)
    through = used(dial_of(meter), [mark_of(last), mark_of(read)]) if last and read else None
    return Stop(meter, tenant, last, read, through, form, here)


def _blank(meter: Meter, day: date) -> ReadingForm:
    return ReadingForm(prefix=str(meter.pk), auto_id="at-%s", initial={"day": day})


def _told(request: HttpRequest, by: Actor) -> Any:
    """What was sent; the day is the round's, whatever the row says."""
    told = request.POST.copy()
    day = RoundFilters(request, by).get("day", clock.today())
    for key in [name for name in told if name.endswith("-value")]:
        told[key.removesuffix("value") + "day"] = day.isoformat()
    return told


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
