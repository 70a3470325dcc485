"""The layouts of statements that are known: those that come with the house, and those taught here."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings

from market.core.refusals import Missing
from market.core.statements import Layout, layout_from
from market.models import Market, StatementLayout

MAPS = Path(__file__).resolve().parents[1] / "maps" / "statements"


def layouts_of(market: Market) -> list[Layout]:
    """Every layout known at a market, the taught ones first."""
    taught = StatementLayout.objects.filter(market=market)
    return [*(layout_from(each.name, each.told) for each in taught), *shipped()]


def layout_or_missing(market: Market, name: str) -> Layout:
    """The layout of that name. Raises Missing("no_such_layout") and names those there are."""
    known = {each.name: each for each in layouts_of(market)}
    if name not in known:
        raise Missing(
            "no_such_layout",
            "There is no kind of statement called {name}. There are: {known}.",
            name=name,
            known=", ".join(known),
        )
    return known[name]


@cache
def shipped() -> tuple[Layout, ...]:
    """The layouts that come with the house, in the order of the settings."""
    return tuple(
        layout_from(name, json.loads((MAPS / f"{name}.json").read_text("utf-8")))
        for name in settings.STATEMENT_FORMATS
    )
