"""The matrix: vendors and papers as lights, what runs out when, and the same as a spreadsheet."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from market import clock
from market.core.actors import Actor
from market.core.expiries import picture
from market.core.sheets.writing import workbook
from market.core.trades import TRADES
from market.models import PermitType, Zone
from market.pages.desk.door import desk
from market.pages.desk.paper_forms import TypeField
from market.pages.filters import Filters, SearchField
from market.pages.tables import spreadsheet
from market.queries.lights import LIGHTS, Light, lights_of
from market.queries.matrix import (
    Line,
    Name,
    Wanted,
    by_name,
    fitting,
    kinds_in,
    lacking,
    markets_with_papers,
    tally,
    with_lines,
)
from market.queries.places import markets_worked_at
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

PER_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TILES = (
    ("lacking", _("With something lacking"), "trouble"),
    ("missing", _("Missing"), "trouble"),
    ("lapsed", _("Run out"), "trouble"),
    ("submitted", _("To be checked"), "soon"),
    ("soon", _("To be renewed now"), "soon"),
    ("applied", _("Being renewed"), "soon"),
)


class ZoneField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A zone, by its name in the reader's language."""

    def label_from_instance(self, obj: Zone) -> str:
        return named(obj)


class MatrixFilters(Filters):
    """Which vendors, and which of their papers."""

    q = SearchField(_("Name, phone, credit code"))
    light = forms.ChoiceField(label=_("State"))
    type = TypeField(
        label=pgettext_lazy("permit", "Paper"),
        queryset=PermitType.objects.all(),
        empty_label=_("Any paper"),
    )
    within = forms.TypedChoiceField(
        label=_("Runs out"),
        coerce=int,
        choices=[
            ("", _("Any day")),
            (30, _("within 30 days")),
            (60, _("within 60 days")),
            (90, _("within 90 days")),
        ],
    )
    zone = ZoneField(label=_("Zone"), queryset=Zone.objects.none(), empty_label=_("Any zone"))
    trade = forms.ChoiceField(
        label=_("Trade"), choices=[("", _("Any trade")), *((trade, trade) for trade in TRADES)]
    )

    def __init__(self, request: HttpRequest, by: Actor) -> None:
        super().__init__(request)
        zones = Zone.objects.filter(market__in=markets_worked_at(by))
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]
        self.fields["light"].choices = [  # type: ignore[attr-defined]
            ("", _("Every state")),
            ("lacking", _("With something lacking")),
            *((light, state_word(light, "light")) for light in LIGHTS),
        ]

    @property
    def wanted(self) -> Wanted:
        """The conditions as the query reads them."""
        kind, zone = self.get("type"), self.get("zone")
        return Wanted(
            light=self.get("light", ""),
            type=kind.pk if kind else None,
            within=self.get("within"),
            zone=zone.pk if zone else None,
            trade=self.get("trade", ""),
            q=self.get("q", ""),
        )


@desk
def matrix(request: HttpRequest, by: Actor) -> HttpResponseBase:
    """Vendors by name, a column for each kind of paper. As many queries for one as for all."""
    on = clock.today()
    filters = MatrixFilters(request, by)
    markets = markets_with_papers(by)
    lights = lights_of(markets, on=on)
    chosen = fitting(lights, filters.wanted, on=on)
    vendors = [each for each in by_name(filters.wanted, markets) if each.pk in chosen]
    kinds = _columns(lights, filters)
    if request.GET.get("export") in ("csv", "xlsx"):
        return _export(request.GET["export"], kinds, with_lines(vendors, lights))
    page = Paginator(vendors, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "kinds": kinds,
        "page": page,
        "marks": {light: _mark(light) for light in LIGHTS},
        "rows": [_row(vendor, line, kinds) for vendor, line in with_lines(list(page), lights)],
        "tiles": _tiles(lights),
        "picture": picture(
            ((row.expires_on, row.light == "applied") for row in lights if row.expires_on), on=on
        ),
        "counts": _counts(kinds, lights),
        "lights": LIGHTS,
        "on": on,
    }
    return render(request, "market/desk/paperwork/matrix.html", context)


def _columns(lights: list[Light], filters: MatrixFilters) -> list[PermitType]:
    """The kinds that anybody needs; one alone where the list is narrowed to it."""
    chosen = filters.get("type")
    return [kind for kind in kinds_in(lights) if chosen is None or kind == chosen]


def _row(vendor: Name, line: Line, kinds: list[PermitType]) -> dict[str, Any]:
    return {
        "vendor": vendor,
        "light": line.light,
        "cells": [(kind, line.cells.get(kind.pk)) for kind in kinds],
    }


def _mark(light: str) -> str:
    """How a light looks: the same in hundreds of cells, so it is drawn once."""
    return render_to_string("market/parts/state.html", {"state": light, "noun": "light"})


def _tiles(lights: list[Light]) -> list[dict[str, Any]]:
    """How many papers are in each state; how many vendors lack anything."""
    count = Counter(row.light for row in lights)
    count["lacking"] = len(lacking(lights))
    return [
        {
            "label": words,
            "value": count[name],
            "url": f"?light={name}",
            "tone": tone if count[name] else "",
        }
        for name, words, tone in TILES
    ]


def _counts(kinds: list[PermitType], lights: list[Light]) -> list[dict[str, Any]]:
    """For the foot of each column: how many papers in each state, each leading to its list."""
    found = tally(lights)
    return [
        {
            "kind": kind,
            "states": [
                (light, found[kind.pk, light]) for light in LIGHTS if (kind.pk, light) in found
            ],
        }
        for kind in kinds
    ]


def _export(how: str, kinds: list[PermitType], lines: list[tuple[Name, Line]]) -> HttpResponseBase:
    """Every line, of every page."""
    heads = [str(_("Vendor")), str(_("Trade")), str(_("State")), *(named(kind) for kind in kinds)]
    if how == "csv":
        return spreadsheet("papers", heads, _written(kinds, lines))
    answer = HttpResponse(workbook("papers", [heads, *_written(kinds, lines)]), content_type=EXCEL)
    answer["Content-Disposition"] = 'attachment; filename="papers.xlsx"'
    return answer


def _written(kinds: list[PermitType], lines: list[tuple[Name, Line]]) -> Iterator[list[str]]:
    for vendor, line in lines:
        cells = [line.cells.get(kind.pk) for kind in kinds]
        yield [
            vendor.name,
            vendor.trade,
            state_word(line.light, "light"),
            *(
                " ".join(
                    part
                    for part in (
                        state_word(cell.light, "light"),
                        f"{cell.good}/{cell.count}" if cell.count > 1 else "",
                        cell.expires_on.isoformat() if cell.expires_on else "",
                    )
                    if part
                )
                if cell
                else ""
                for cell in cells
            ),
        ]
