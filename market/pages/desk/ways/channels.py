"""Channels on the desk: how each does, what is held back, and whether anybody still looks."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock
from market.actions import pauses
from market.core.actors import Actor
from market.core.phrases import OCCASIONS
from market.models import Pause
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.forms import attempt
from market.pages.tables import spreadsheet
from market.queries.delivering import (
    calls_waiting,
    connected,
    figures_by_channel,
    pauses_in_force,
    pulse,
)
from market.templatetags.desk_words import word

PAGE = "desk_channels"
DAYS = 30
HEADS = {
    "count": gettext_lazy("Messages"),
    "sent": pgettext_lazy("try", "Sent"),
    "delivered": gettext_lazy("Delivered"),
    "read": gettext_lazy("Read"),
    "confirmed": gettext_lazy("Confirmed"),
    "waiting": pgettext_lazy("message", "Waiting"),
    "unknown": gettext_lazy("In doubt"),
    "failed": pgettext_lazy("message", "Failed"),
}


class PauseForm(forms.Form):
    """What is to be held back, and why."""

    what = forms.ChoiceField(label=gettext_lazy("Hold back"))
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            ("all:", _("Everything")),
            *((f"channel:{name}", word(name, "channel")) for name in sorted(settings.CHANNELS)),
            *((f"occasion:{name}", word(name, "occasion")) for name in OCCASIONS),
        ]


@desk
def channels(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Each channel over the last 30 days, the pauses, and the pulse of the deliverers."""
    if request.GET.get("export") == "csv":
        heads = [_("Channel"), *map(str, HEADS.values())]
        rows = ([word(row["channel"], "channel"), *(row[h] for h in HEADS)] for row in _rows(by))
        return spreadsheet("channels", heads, rows)
    return _page(request, by)


@desk_deed
def pause(request: HttpRequest, by: Actor) -> HttpResponse:
    """Hold something back from now on."""
    form = PauseForm(request.POST)

    def act(told: dict[str, Any]) -> Pause:
        scope, _colon, name = told["what"].partition(":")
        return pauses.begin(scope, name, reason=told["reason"], by=by, at=clock.now())

    if attempt(form, act):
        return done(request, _("Held back. It waits until somebody lets it go on."), PAGE)
    return _page(request, by, pausing=form)


@desk_deed
def resume(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Let it go on."""
    one = find(Pause.objects.all(), pk)
    words = _("It goes on. What has waited is said in its turn.")
    return pressed(request, lambda: pauses.end(one, by=by, at=clock.now()), words, PAGE)


def _page(request: HttpRequest, by: Actor, **given: forms.Form) -> HttpResponse:
    at = clock.now()
    context: dict[str, Any] = {
        "rows": _rows(by),
        "pauses": pauses_in_force(),
        "past": Pause.objects.exclude(ended_at=None)[:10],
        "pulse": pulse(at=at),
        "order": [word(name, "channel") for name in settings.NOTICE_CHANNELS],
        "days": DAYS,
        "may_pause": pauses.may(by),
        "pausing": PauseForm(),
    }
    status = 422 if given else 200
    return render(request, "market/desk/channels.html", context | given, status=status)


def _rows(by: Actor) -> list[dict[str, Any]]:
    """Every channel in use, also one that said nothing lately."""
    at = clock.now()
    found = {row["channel"]: row for row in figures_by_channel(by, since=at - DAYS * DAY)}
    readers = connected()
    held = {pause.name for pause in pauses_in_force().filter(scope="channel")}
    empty = dict.fromkeys(HEADS, 0)
    rates = settings.NOTICE_RATES
    names = [*settings.NOTICE_CHANNELS, *found, *readers]
    return [
        {
            **empty,
            "channel": name,
            **found.get(name, {}),
            "readers": readers.get(name),
            "rate": rates.get(name),
            "held": name in held,
            "calls": name in settings.BY_HAND and calls_waiting(by, way=name, at=at).count(),
        }
        for name in dict.fromkeys(names)
    ]


DAY = timedelta(days=1)
