"""The first reports: how full the market is, what came in this month, how the papers stand."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from market import clock
from market.core.actors import Actor
from market.core.money import yuan
from market.core.periods import Period, month_of, months_after
from market.core.plots import PlanState
from market.pages.desk.door import desk
from market.pages.desk.paper_forms import conditions_of
from market.pages.tables import spreadsheet
from market.queries.figures import month_figures, occupancy, paper_figures
from market.queries.money import charges_seen_by, payments_seen_by
from market.queries.permits import permits_seen_by
from market.queries.places import markets_worked_at
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

CONDITIONS = ("valid", "expiring", "lapsed", "submitted", "returned")


@desk
def reports(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Three tables for a month (?month=2026-03), each of them also as a spreadsheet."""
    on = clock.today()
    month = _month(request, on)
    context = {
        "on": on,
        "month": month,
        "states": list(PlanState),
        "zones": occupancy(markets_worked_at(by), on=on),
        "money": month_figures(charges_seen_by(by), payments_seen_by(by), month),
        "papers": paper_figures(permits_seen_by(by), conditions_of(on), CONDITIONS),
        "conditions": CONDITIONS,
        "previous": months_after(month.start, -1),
        "next": month.end if month.end and month.end <= on else None,
    }
    return _exported(request.GET.get("export", ""), context) or render(
        request, "market/desk/reports.html", context
    )


def _month(request: HttpRequest, on: date) -> Period:
    """The month that is asked for; the present one where that cannot be read."""
    try:
        return month_of(date.fromisoformat(f"{request.GET.get('month', '')}-01"))
    except ValueError:
        return month_of(on)


def _exported(what: str, found: dict[str, Any]) -> HttpResponseBase | None:
    """One of the tables as a spreadsheet."""
    match what:
        case "zones":
            heads = [_("Zone"), *(state_word(state, "pitch") for state in PlanState), _("Let, %")]
            rows = [[named(z.zone), *z.counts.values(), z.percent] for z in found["zones"]]
        case "money":
            heads = [_("For"), _("Charged"), _("Paid of it"), _("Still owed")]
            rows = [
                [named(line.item), yuan(line.charged_fen), yuan(line.paid_fen), yuan(line.open_fen)]
                for line in found["money"].lines
            ]
        case "papers":
            heads = [_("Paper"), *(state_word(name, "permit") for name in CONDITIONS)]
            rows = [[named(line.type), *line.counts.values()] for line in found["papers"]]
        case _:
            return None
    return spreadsheet(what, heads, rows)
