"""Lists on the desk: sent, rehearsed line by line, and then brought in."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from market import clock, rules
from market.actions.intake import parcels
from market.actions.intake.errands import Errand, Wishes
from market.actions.intake.ways import intake_of, shipped_map
from market.core import intake_tables
from market.core.actors import Actor
from market.core.deliveries import Delivery, open_file
from market.core.landings import IntakeReport, Outcome
from market.core.maps import Fault, read_map
from market.core.refusals import Missing, Refusal
from market.pages.desk.door import desk_deed, desk_form
from market.pages.desk.intake_forms import IntakeForm
from market.pages.forms import attempt, said
from market.queries.places import markets_worked_at

PARCEL = "intake"
PAGE = "market/desk/intake.html"
MOST_SHOWN = 500
TONES = {Outcome.CREATED: "let", Outcome.CHANGED: "soon", Outcome.REFUSED: "trouble"}

Told = dict[str, Any]


@desk_form
def intake(request: HttpRequest, by: Actor) -> HttpResponse:
    """Send a list and see, line by line, what would become of it. Nothing is brought in yet."""
    markets = markets_worked_at(by)
    form = IntakeForm(markets, request.POST or None, request.FILES or None)
    shown = attempt(form, lambda told: _rehearsed(request, by, told)) if form.is_bound else None
    status = 422 if form.is_bound and shown is None else 200
    return render(request, PAGE, {"form": form, **(shown or {})}, status=status)


@desk_deed
def bring(request: HttpRequest, by: Actor) -> HttpResponse:
    """Bring in the list that was rehearsed last. It is kept no longer then."""
    told: Told | None = request.session.get(PARCEL)
    if told is None:
        raise Missing("list_gone", "This list is no longer here. Please send it again.")
    # where it is refused for the moment, the list is kept, to try again
    report, delivery = _run(by, told, parcels.take(told["key"]), dry_run=False)
    del request.session[PARCEL]
    parcels.drop(told["key"])
    return render(
        request, PAGE, {"form": IntakeForm(markets_worked_at(by)), **_shown(report, delivery)}
    )


def _rehearsed(request: HttpRequest, by: Actor, told: Told) -> Told:
    content, own_map = told["file"].read(), told["own_map"]
    wanted = {
        "kind": told["kind"],
        "market": told["market"].pk,
        "map": told["map"],
        "own_map": own_map.read().decode("utf-8-sig", "replace") if own_map else "",
        "overwrite": told["overwrite"],
        "consent": told["consent"],
        "charge_from": told["charge_from"].isoformat() if told["charge_from"] else "",
    }
    report, delivery = _run(by, wanted, content, dry_run=True)
    if before := request.session.get(PARCEL):
        parcels.drop(before["key"])
    request.session[PARCEL] = {**wanted, "key": parcels.keep(content, at=clock.now())}
    return _shown(report, delivery)


def _run(
    by: Actor, told: Told, content: bytes, *, dry_run: bool
) -> tuple[IntakeReport, Delivery[Any]]:
    market = markets_worked_at(by).filter(pk=told["market"]).first()
    if market is None:
        raise Missing("missing", "There is nothing here.")
    rules.require(by, "intake.bring", market)
    way = intake_of(told["kind"])
    column_map = read_map(told["own_map"]) if told["own_map"] else None
    if column_map is None and told["map"]:
        column_map = shipped_map(told["map"])
    wishes = Wishes(told["overwrite"], told["consent"], _day(told["charge_from"]))
    delivery = open_file(content, way.kind, column_map)
    return way.bring(delivery, Errand(market, by, clock.now(), wishes), dry_run=dry_run), delivery


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _shown(report: IntakeReport, delivery: Delivery[Any]) -> Told:
    lines = list(intake_tables.remarks(report, delivery, _told))
    return {
        "report": report,
        "tiles": [
            {
                "label": pgettext(intake_tables.CONTEXT, name),
                "value": count,
                "tone": _tone(name, count),
            }
            for name, count in intake_tables.figures(report).items()
        ],
        "lines": [
            {
                "line": line,
                "outcome": pgettext(intake_tables.CONTEXT, str(outcome)),
                "tone": TONES.get(outcome, ""),
                "column": column,
                "says": says,
                "why": why,
            }
            for line, outcome, column, says, why in lines[:MOST_SHOWN]
        ],
        "more": max(len(lines) - MOST_SHOWN, 0),
    }


def _tone(name: str, count: int) -> str:
    return TONES.get(Outcome(name), "") if count and name in set(Outcome) else ""


def _told(fault: Fault) -> str:
    return said(Refusal(fault.code, fault.sentence, **fault.facts))
