"""Messages on the desk: what is to be said, what was, and what went wrong."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from market import clock, rules
from market.actions import handling
from market.core.actors import Actor
from market.core.states import NOTICE, NoticeState
from market.models import Notice
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.desk.history import timeline
from market.pages.desk.things import address_of
from market.pages.filters import Filters, SearchField
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.delivering import pauses_in_force, pulse
from market.queries.history import history_of
from market.queries.links import address_of as link_of
from market.queries.notices import notices_seen_by
from market.templatetags.desk_words import CHANNELS, OCCASIONS, word
from market.templatetags.market_words import state_word, tone

PAGE = "desk_notice"
# what went wrong first, then what hangs in doubt, then what is under way
ORDER = ("failed", "unknown", "sending", "pending", "sent", "bundled", "cancelled")


def _heard(one: Notice) -> str:
    """How much is known of its arrival: the most there is."""
    if one.confirmed_at:
        return _("confirmed")
    if one.read_at:
        return _("read")
    return _("delivered") if one.delivered_at else ""


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
    Column(
        "sent",
        gettext_lazy("Sent"),
        lambda one: one.sent_at,
        "moment",
        sort="sent_at",
        note=_heard,
    ),
    Column("tries", gettext_lazy("Tries"), lambda one: one.attempts, "figure", sort="attempts"),
    Column(
        "state",
        gettext_lazy("State"),
        lambda one: one.state,
        "state",
        sort="urgency",
        noun="notice",
        note=lambda one: _(one.reason) if one.reason else "",
    ),
)


# what the spreadsheet has besides
RECORD = (
    Column("channel", gettext_lazy("By"), lambda one: word(one.channel, "channel")),
    Column("provider", gettext_lazy("Provider's number"), lambda one: one.provider_id),
    Column("delivered", gettext_lazy("Delivered"), lambda one: one.delivered_at, "moment"),
    Column("read", gettext_lazy("Read"), lambda one: one.read_at, "moment"),
    Column("confirmed", gettext_lazy("Confirmed"), lambda one: one.confirmed_at, "moment"),
    Column("words", gettext_lazy("The words"), lambda one: one.body),
)


class WayForm(ReasonForm):
    """By which way it is said again."""

    channel = forms.ChoiceField(label=gettext_lazy("By"), required=False)

    field_order = ("channel", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            ("", _("The same way")),
            *((name, word(name, "channel")) for name in sorted(settings.CHANNELS)),
        ]


class NoticeFilters(Filters):
    """In which state, on what occasion, by which way."""

    q = SearchField(gettext_lazy("Name, phone, words"))
    state = forms.ChoiceField(label=gettext_lazy("State"))
    occasion = forms.ChoiceField(
        label=gettext_lazy("Occasion"),
        choices=[("", gettext_lazy("Any occasion")), *OCCASIONS.items()],
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("channel", "By"),
        choices=[("", gettext_lazy("Any way")), *CHANNELS.items()],
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
    if request.GET.get("export") == "csv":
        table.columns = (*COLUMNS, *RECORD)
    context = {
        "filters": filters,
        "tiles": _tiles(by),
        "pauses": pauses_in_force(),
        "pulse": pulse(at=clock.now()),
    }
    return shown(request, table, "market/desk/messages.html", context, name="messages")


@desk
def notice(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One message: the words, the way, and how it went."""
    return _page(request, by, find(notices_seen_by(by).select_related("user"), pk))


@desk_deed
def retry(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say it again, by the same way or another."""
    one = find(notices_seen_by(by), pk)
    form = WayForm(request.POST)
    if attempt(form, lambda told: handling.retry(one, **told, by=by, at=clock.now())):
        return done(request, _("It waits to be said again."), PAGE, pk)
    return _page(request, by, one, retrying=form)


@desk_deed
def hurry(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Say it now."""
    one = find(notices_seen_by(by), pk)
    words = _("It is said now.")
    return pressed(request, lambda: handling.hurry(one, by=by, at=clock.now()), words, PAGE, pk)


@desk_deed
def arrived(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """It had arrived, or the reader knows by now."""
    one = find(notices_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: handling.arrived(one, **told, by=by, at=clock.now())):
        return done(request, _("Noted as arrived."), PAGE, pk)
    return _page(request, by, one, arriving=form)


@desk_deed
def drop(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Leave it unsaid."""
    one = find(notices_seen_by(by), pk)
    form = ReasonForm(request.POST)
    if attempt(form, lambda told: handling.drop(one, **told, by=by, at=clock.now())):
        return done(request, _("It stays unsaid."), PAGE, pk)
    return _page(request, by, one, dropping=form)


@desk_deed
def evidence(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The sheet of evidence, frozen, as a PDF."""
    one = find(notices_seen_by(by), pk)
    paper = handling.evidence(one, by=by, at=clock.now())
    return redirect("document_pdf", paper.pk)


def _page(request: HttpRequest, by: Actor, one: Notice, **given: forms.Form) -> HttpResponse:
    """The message; a form that was not accepted comes back as it was typed."""
    noun, _colon, thing = one.subject.partition(":")
    context: dict[str, Any] = {
        "notice": one,
        "about": address_of(noun, int(thing)) if thing.isdecimal() else "",
        "noun": noun,
        "trail": [{**line, "at": datetime.fromisoformat(line["at"])} for line in one.trail],
        "link": link_of(one) if one.sent_at else "",
        "can": rules.can(by, "notice", NOTICE, one),
        "by_hand": one.channel in settings.BY_HAND,
        "may_prove": one.sent_at is not None and rules.allows(by, "notice.print", one),
        "moves": timeline(history_of("notice", one.pk)),
        "retrying": WayForm(),
        "arriving": ReasonForm(auto_id="arrived_%s"),
        "dropping": ReasonForm(auto_id="drop_%s"),
    }
    status = 422 if given else 200
    return render(request, "market/desk/notice.html", context | given, status=status)


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
    return reverse(PAGE, args=[one.pk])
