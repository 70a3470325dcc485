"""The journal on the desk: who moved what, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from market.core.actors import Actor
from market.models import Move
from market.pages.desk.door import desk
from market.pages.desk.history import who
from market.pages.desk.things import Thing, things_of
from market.pages.filters import Filters, SearchField
from market.pages.tables import Column, Table, shown
from market.queries.journal import moves_seen_by
from market.templatetags.desk_words import NOUNS, done, word

NOWHERE = Thing("", "", "")


@dataclass(frozen=True)
class Line:
    """One move, and the thing it was about."""

    move: Move
    thing: Thing
    who: str


class JournalFilters(Filters):
    """Of what, by whom, when."""

    q = SearchField(_("Who, why"))
    noun = forms.ChoiceField(
        label=_("Of"), choices=[("", pgettext_lazy("journal", "Everything")), *NOUNS.items()]
    )
    on = forms.DateField(
        label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def narrow(self, rows: QuerySet[Move]) -> QuerySet[Move]:
        """The moves that fit."""
        if noun := self.get("noun"):
            rows = rows.filter(noun=noun)
        if on := self.get("on"):
            rows = rows.filter(at__date=on)
        if words := self.get("q"):
            rows = rows.filter(Q(by_name__icontains=words) | Q(reason__icontains=words))
        return rows


@desk
def journal(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Every move at one's markets, the newest first; nothing for those who do not watch over them."""
    filters = JournalFilters(request)
    table = Table(request, COLUMNS, filters.narrow(moves_seen_by(by)), sort="-at")
    context: dict[str, Any] = {"filters": filters, "lines": lines_of(table.page.object_list)}
    return shown(request, table, "market/desk/journal.html", context, name="journal")


def lines_of(moves: Iterable[Move]) -> list[Line]:
    """The moves with the things they are about. One query for each kind of thing."""
    listed = list(moves)
    things = things_of(listed)
    return [Line(move, things.get((move.noun, move.thing), NOWHERE), who(move)) for move in listed]


COLUMNS = (
    Column("at", _("When"), lambda one: one.at, "moment", sort="at"),
    Column("who", _("Who"), who, sort="by_name"),
    Column("noun", _("Of"), lambda one: word(one.noun, "noun"), sort="noun"),
    Column("thing", _("Number"), lambda one: one.thing),
    Column("what", pgettext_lazy("journal", "What"), done, sort="name"),
    Column("before", _("Before"), lambda one: one.before, "state"),
    Column("after", _("After"), lambda one: one.after, "state"),
    Column("why", _("Why"), lambda one: one.reason),
)
