"""What goes by hand: whom to phone and what to tell them, the slips for doors, on paper and done."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from market import clock, rules
from market.actions import handling
from market.attachments import as_print
from market.core import wording
from market.core.actors import Actor
from market.core.hours import local_day
from market.documents.drawing import draw
from market.documents.prints.call_lists import Line, call_list, slips
from market.models import Market, Notice
from market.pages.desk.door import desk, desk_deed, done, find, pressed
from market.pages.forms import attempt
from market.queries.delivering import calls_waiting, without_a_way
from market.queries.notices import notices_seen_by
from market.queries.readers import reader_of

PAGE = "desk_calls"
PER_PAGE = 50
MOST_ON_PAPER = 500


class CallForm(forms.Form):
    """How a call went."""

    reason = forms.CharField(label=gettext_lazy("A word on it"), max_length=200, required=False)


@desk
def calls(request: HttpRequest, by: Actor) -> HttpResponse:
    """The people to phone, the slips to hand out, and those whom nothing else reaches."""
    at = clock.now()
    stranded = without_a_way(by)
    first = stranded.first()
    rows = Paginator(calls_waiting(by, way="call", at=at), PER_PAGE)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "slips": calls_waiting(by, way="slip", at=at)[:PER_PAGE],
        "slip_count": calls_waiting(by, way="slip", at=at).count(),
        "stranded": stranded.count(),
        "may_retry": first is not None and rules.allows(by, "notice.retry", first),
        "form": CallForm(),
    }
    return render(request, "market/desk/calls.html", context)


@desk
def printed_calls(request: HttpRequest, by: Actor) -> HttpResponse:
    """The call list on paper."""
    on, market, lines = _lines(by, "call")
    return as_print(f"calls-{on}", draw(call_list(lines, on=on, market=market)))


@desk
def printed_slips(request: HttpRequest, by: Actor) -> HttpResponse:
    """The slips on paper."""
    on, market, lines = _lines(by, "slip")
    return as_print(f"slips-{on}", draw(slips(lines, on=on, market=market)))


@desk_deed
def reached(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """The reader knows."""
    return _call(request, by, pk, handling.reached, _("Noted: they know."))


@desk_deed
def missed(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Nobody answered."""
    words = _("Noted. It comes up again in three hours.")
    return _call(request, by, pk, handling.missed, words)


@desk_deed
def handed_out(request: HttpRequest, by: Actor) -> HttpResponse:
    """All slips that were shown are where they belong."""
    shown = [int(pk) for pk in request.POST.getlist("slip") if pk.isdecimal()]
    at = clock.now()
    found = list(calls_waiting(by, way="slip", at=at).filter(pk__in=shown))
    count = handling.handed_out(found, by=by, at=at)
    words = ngettext(
        "{count} slip is noted as handed out.", "{count} slips are noted as handed out.", count
    )
    return done(request, words.format(count=count), PAGE)


@desk_deed
def take_over(request: HttpRequest, by: Actor) -> HttpResponse:
    """Put on the call list whom no other way reaches."""
    found = list(without_a_way(by)[:MOST_ON_PAPER])
    count = handling.retry_all(found, channel="call", by=by, at=clock.now())
    words = ngettext(
        "{count} message is on the call list now.",
        "{count} messages are on the call list now.",
        count,
    )
    return done(request, words.format(count=count), PAGE)


def _call(request: HttpRequest, by: Actor, pk: int, act: Any, words: str) -> HttpResponse:
    notice = find(notices_seen_by(by), pk)
    form = CallForm(request.POST)
    at = clock.now()
    return pressed(
        request,
        lambda: attempt(form, lambda told: act(notice, reason=told["reason"], by=by, at=at)),
        words,
        PAGE,
    )


def _lines(by: Actor, way: str) -> tuple[str, str, list[Line]]:
    """What is on the list now; the day, and the market's name for the head."""
    at = clock.now()
    rows: QuerySet[Notice] = calls_waiting(by, way=way, at=at)[:MOST_ON_PAPER]
    market = Market.objects.order_by("pk").first()
    lines = [
        Line(
            name=reader.name,
            phone=reader.phone,
            pitches=one.vendor.trade if one.vendor else "",
            title=one.title,
            body=one.body,
            market=one.market.name if one.market else "",
        )
        for one, reader in ((row, reader_of(row)) for row in rows)
    ]
    on = local_day(at)
    return wording.full_day(on, "zh-hans"), market.name if market else "", lines
