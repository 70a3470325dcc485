"""Messages on the desk: what is to be said, what was, and what went wrong."""

from typing import Any

from django import forms
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.core.actors import Actor
from market.core.states import NoticeState
from market.models import Notice
from market.pages.desk.door import desk, find
from market.pages.desk.things import address_of
from market.pages.filters import Filters, SearchField
from market.pages.tables import Column, Table, shown
from market.queries.notices import notices_seen_by
from market.templatetags.desk_words import CHANNELS, OCCASIONS, word
from market.templatetags.market_words import state_word, tone

# what went wrong first, then what hangs in doubt, then what is under way
ORDER = ("failed", "unknown", "sending", "pending", "sent", "bundled", "cancelled")
COLUMNS = (
    Column(
        "what",
        gettext_lazy("Message"),
        lambda one: one.title or word(one.occasion, "occasion"),
        sort="occasion",
        note=lambda one: word(one.occasion, "occasion"),
    ),
    Column(
        "to",
        gettext_lazy("To"),
        lambda one: one.vendor.name if one.vendor else one.user,
        sort="vendor__name_key",
        note=lambda one: word(one.channel, "channel"),
    ),
    Column(
        "due", gettext_lazy("Not before"), lambda one: one.not_before, "moment", sort="not_before"
    ),
    Column("sent", gettext_lazy("Sent"), lambda one: one.sent_at, "moment", sort="sent_at"),
    Column("tries", gettext_lazy("Tries"), lambda one: one.attempts, "figure", sort="attempts"),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="urgency",
        noun="notice",
        note=lambda one: one.reason,
    ),
)


class NoticeFilters(Filters):
    """In which state, on what occasion, by which way."""

    q = SearchField(gettext_lazy("Name, phone, words"))
    state = forms.ChoiceField(label=gettext_lazy("State"))
    occasion = forms.ChoiceField(
        label=gettext_lazy("Occasion"),
        choices=[("", gettext_lazy("Any occasion")), *OCCASIONS.items()],
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("By"), choices=[("", gettext_lazy("Any way")), *CHANNELS.items()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("Any state")),
            *((state, state_word(state, "notice")) for state in ORDER),
        ]

    def narrow(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        """The messages that fit."""
        for name in ("state", "occasion", "channel"):
            if value := self.get(name):
                rows = rows.filter(**{name: value})
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(vendor__phone__contains=words)
                | Q(title__icontains=words)
                | Q(body__icontains=words)
            )
        return rows


@desk
def messages(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The messages: what failed or hangs in doubt first."""
    filters = NoticeFilters(request)
    rows = filters.narrow(_with_urgency(notices_seen_by(by)))
    table = Table(request, COLUMNS, rows, sort="state", url_of=_address)
    context = {"filters": filters, "tiles": _tiles(by)}
    return shown(request, table, "market/desk/messages.html", context, name="messages")


@desk
def notice(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One message: the words, the way, and how it went."""
    one = find(notices_seen_by(by).select_related("user"), pk)
    noun, _colon, thing = one.subject.partition(":")
    context = {
        "notice": one,
        "about": address_of(noun, int(thing)) if thing.isdecimal() else "",
        "noun": noun,
    }
    return render(request, "market/desk/notice.html", context)


def _with_urgency(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    cases = [When(state=state, then=Value(place)) for place, state in enumerate(ORDER)]
    return rows.annotate(urgency=Case(*cases, output_field=IntegerField()))


def _tiles(by: Actor) -> list[dict[str, Any]]:
    """How many messages are in each state, in one query."""
    rows = notices_seen_by(by).order_by().values("state").annotate(count=Count("pk"))
    counts = {row["state"]: row["count"] for row in rows}
    wanted = [state for state in ORDER if state not in ("bundled", NoticeState.CANCELLED)]
    return [
        {
            "label": state_word(state, "notice"),
            "value": counts.get(state, 0),
            "url": f"?state={state}",
            "tone": tone(state, "notice") if counts.get(state) else "",
        }
        for state in wanted
    ]


def _address(one: Notice) -> str:
    return reverse("desk_notice", args=[one.pk])
