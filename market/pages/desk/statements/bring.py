"""A statement on its way in: sent, looked over, its columns explained where nobody knows them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from market import clock, rules
from market.actions import statements
from market.actions.intake import parcels
from market.core.actors import Actor
from market.core.maps import Fault
from market.core.refusals import Missing, Refusal
from market.core.statements import Reading, read_statement
from market.models import Market
from market.pages.desk.door import desk_deed, desk_form, done
from market.pages.desk.statements.forms import StatementForm, TeachForm
from market.pages.forms import attempt, said
from market.queries.layouts import layout_or_missing, layouts_of, shipped
from market.queries.places import markets_worked_at

PARCEL = "statement"
PAGE = "market/desk/money/statement_bring.html"
SAMPLE, MOST_FAULTS = 8, 200

Told = dict[str, Any]


@desk_form
def bring(request: HttpRequest, by: Actor) -> HttpResponse:
    """Send a statement and see what was read of it. Nothing is kept yet but the file, sealed."""
    form = _form(by, request.POST or None, request.FILES or None)
    if not form.is_bound:
        return render(request, PAGE, {"form": form})
    shown = attempt(form, lambda told: _sent(request, by, told))
    return render(request, PAGE, {"form": form, **(shown or {})}, status=200 if shown else 422)


@desk_deed
def teach(request: HttpRequest, by: Actor) -> HttpResponse:
    """Say what the columns of the statement that was sent last mean; that is kept."""
    told, market, content = _parcel(request, by)
    reading = _read(told, market, content)
    form = TeachForm(reading.sheet.columns, request.POST)
    taught = attempt(
        form,
        lambda given: statements.teach(market, given["title"], form.told(), by=by, at=clock.now()),
    )
    if taught is None:
        context = {"form": _form(by), **_shown(reading, content, market), "teach_form": form}
        return render(request, PAGE, context, status=422)
    request.session[PARCEL] = {**told, "layout": taught.name}
    reading = _read({**told, "layout": taught.name}, market, content)
    return render(request, PAGE, {"form": _form(by), **_shown(reading, content, market)})


@desk_deed
def keep(request: HttpRequest, by: Actor) -> HttpResponse:
    """Bring in the statement that was looked over last."""
    told, market, content = _parcel(request, by)
    brought = statements.bring(
        _read(told, market, content),
        content,
        market=market,
        file_name=told["file_name"],
        account=told["account"],
        by=by,
        at=clock.now(),
    )
    del request.session[PARCEL]
    parcels.drop(told["key"])
    words = _("{new} new lines, {known} were here already. Nothing is booked yet.")
    words = words.format(new=brought.new, known=brought.known)
    return done(request, words, "desk_statement", brought.statement.pk)


def _sent(request: HttpRequest, by: Actor, told: Told) -> Told:
    rules.require(by, "statement.bring", told["market"])
    content = told["file"].read()
    wanted = {
        "market": told["market"].pk,
        "account": told["account"],
        "layout": told["layout"],
        "file_name": told["file"].name,
    }
    shown = _shown(_read(wanted, told["market"], content), content, told["market"])
    if before := request.session.get(PARCEL):
        parcels.drop(before["key"])
    request.session[PARCEL] = {**wanted, "key": parcels.keep(content, at=clock.now())}
    return shown


def _parcel(request: HttpRequest, by: Actor) -> tuple[Told, Market, bytes]:
    told: Told | None = request.session.get(PARCEL)
    market = markets_worked_at(by).filter(pk=told["market"]).first() if told else None
    if told is None or market is None:
        raise Missing("list_gone", "This list is no longer here. Please send it again.")
    return told, market, parcels.take(told["key"])


def _read(told: Told, market: Market, content: bytes) -> Reading:
    layout = layout_or_missing(market, told["layout"]) if told["layout"] else None
    return read_statement(content, layouts_of(market), layout=layout)


def _form(by: Actor, *given: Any) -> StatementForm:
    return StatementForm(markets_worked_at(by), shipped(), *given)


def _shown(reading: Reading, content: bytes, market: Market) -> Told:
    if reading.layout is None:
        return {"reading": reading, "teach_form": TeachForm(reading.sheet.columns)}
    over = statements.look_over(reading, content, market=market)
    faults = [*reading.faults, *reading.imbalances]
    return {
        "reading": reading,
        "over": over,
        "tiles": _tiles(reading, over),
        "sample": [movement for _line, movement in reading.movements[:SAMPLE]],
        "faults": [_fault(line, fault) for line, fault in faults[:MOST_FAULTS]],
        "more": max(len(faults) - MOST_FAULTS, 0),
    }


def _tiles(reading: Reading, over: statements.Overview) -> list[Told]:
    unread = len(reading.faults)
    return [
        {"label": _("Lines read"), "value": len(reading.movements)},
        {"label": pgettext("line", "New"), "value": over.new, "tone": "let" if over.new else ""},
        {"label": _("Here already"), "value": over.known},
        {"label": _("Cannot be read"), "value": unread, "tone": "trouble" if unread else ""},
    ]


def _fault(line: int, fault: Fault) -> Told:
    why = said(Refusal(fault.code, fault.sentence, **fault.facts))
    return {"line": line or "", "column": fault.column, "why": why}
