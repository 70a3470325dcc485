"""A day's queue as it is planned: who will hear what, at what hour, by which way."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from market import clock
from market.core.actors import Actor
from market.core.hours import SHANGHAI
from market.models import Notice
from market.pages.desk.door import desk
from market.pages.desk.reminding_forms import PlannedFilters
from market.pages.tables import Column, Table, shown
from market.queries.notices import notices_seen_by
from market.templatetags.desk_words import word
from market.templatetags.market_words import day as day_words

AHEAD = 7
COLUMNS = (
    Column(
        "when",
        gettext_lazy("At"),
        lambda one: one.next_attempt_at,
        "moment",
        sort="next_attempt_at",
    ),
    Column(
        "to",
        gettext_lazy("To"),
        lambda one: one.vendor.name if one.vendor else one.user,
        sort="vendor__name_key",
        note=lambda one: word(one.channel, "channel"),
    ),
    Column(
        "what",
        gettext_lazy("Message"),
        lambda one: one.title,
        sort="occasion",
        note=lambda one: word(one.occasion, "occasion"),
    ),
    Column("about", gettext_lazy("About"), lambda one: one.due_on, "day", sort="due_on"),
    Column(
        "state", gettext_lazy("State"), lambda one: one.state, "state", sort="state", noun="notice"
    ),
)


@desk
def planned(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Today's queue, or another day's; what is said in a digest stands with it."""
    filters = PlannedFilters(request)
    day = filters.get("day") or clock.today()
    opens = datetime.combine(day, time(), tzinfo=SHANGHAI)
    seen = notices_seen_by(by).select_related("user")
    rows = seen.filter(next_attempt_at__gte=opens, next_attempt_at__lt=opens + timedelta(days=1))
    if occasion := filters.get("occasion"):
        rows = rows.filter(occasion=occasion)
    table = Table(request, COLUMNS, rows, sort="when", url_of=_address)
    context = {"filters": filters, "tiles": _tiles(seen, day), "day": day}
    return shown(request, table, "market/desk/reminding/planned.html", context, name="planned")


def _tiles(seen: QuerySet[Notice], chosen: Any) -> list[dict[str, Any]]:
    """How many messages go out on each of the next days; the parts of a digest are one."""
    today = clock.today()
    opens = datetime.combine(today, time(), tzinfo=SHANGHAI)
    rows = seen.order_by().filter(
        next_attempt_at__gte=opens,
        next_attempt_at__lt=opens + timedelta(days=AHEAD),
        state__in=("pending", "sending", "sent"),
    )
    on = TruncDate("next_attempt_at", tzinfo=SHANGHAI)
    counts = dict(rows.annotate(on=on).values("on").annotate(n=Count("pk")).values_list("on", "n"))
    days = [today + timedelta(days=number) for number in range(AHEAD)]
    return [
        {
            "label": day_words(day),
            "value": counts.get(day, 0),
            "url": f"?day={day}",
            "tone": "soon" if day == chosen else "",
        }
        for day in days
    ]


def _address(one: Notice) -> str:
    return reverse("desk_notice", args=[one.pk])
