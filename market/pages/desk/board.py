"""The board on the desk: everything that was posted, and taking an entry down."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import board
from market.core.actors import Actor
from market.core.board import BOARD_ENTRY, EntryState
from market.models import BoardEntry
from market.pages.board import BoardFilters
from market.pages.desk.door import desk, desk_deed, done, find
from market.pages.desk.history import timeline
from market.pages.forms import ReasonForm, attempt
from market.pages.tables import Column, Table, shown
from market.queries.board import entries_seen_by
from market.queries.history import history_of
from market.templatetags.desk_words import word

PAGE = "desk_boardentry"


def standing_of(entry: BoardEntry) -> str:
    """Its state, or expired where its last day is over."""
    over = entry.state == EntryState.POSTED and entry.until < clock.today()
    return "expired" if over else entry.state


COLUMNS = (
    Column(
        "text",
        gettext_lazy("Entry"),
        lambda one: one.text[:60],
        note=lambda one: word(one.kind, "board_kind"),
    ),
    Column("about", gettext_lazy("About"), lambda one: word(one.category, "board_category")),
    Column("vendor", gettext_lazy("Vendor"), lambda one: one.vendor.name, sort="vendor__name_key"),
    Column("posted", gettext_lazy("Posted"), lambda one: one.posted_at, "moment", sort="posted_at"),
    Column("until", gettext_lazy("Until"), lambda one: one.until, "day", sort="until"),
    Column("state", gettext_lazy("State"), standing_of, "state", sort="state", noun="boardentry"),
)


@desk
def listed(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """The latest first."""
    filters = BoardFilters(request)
    rows = filters.narrow(entries_seen_by(by))
    table = Table(
        request,
        COLUMNS,
        rows,
        sort="-posted",
        url_of=lambda one: reverse(PAGE, args=[one.pk]),
    )
    return shown(request, table, "market/desk/board.html", {"filters": filters}, name="board")


@desk
def one(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """One entry."""
    return _page(request, by, find(entries_seen_by(by), pk))


@desk_deed
def take_down(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Take it off, and say why."""
    entry, form = find(entries_seen_by(by), pk), ReasonForm(request.POST)
    act = board.take_down
    if attempt(form, lambda told: act(entry, reason=told["reason"], by=by, at=clock.now())):
        return done(request, _("Taken down. The vendor is told why."), PAGE, pk)
    return _page(request, by, entry, form)


def _page(
    request: HttpRequest, by: Actor, entry: BoardEntry, form: ReasonForm | None = None
) -> HttpResponse:
    context = {
        "entry": entry,
        "standing": standing_of(entry),
        "can": rules.can(by, "boardentry", BOARD_ENTRY, entry),
        "moves": timeline(history_of("boardentry", entry.pk)),
        "form": form or ReasonForm(),
    }
    return render(request, "market/desk/board_entry.html", context, status=422 if form else 200)
