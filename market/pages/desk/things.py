"""The things that a journal speaks of: what each is called, and its page on the desk."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from market.models import Move

GROUND = "market"


@dataclass(frozen=True)
class Thing:
    """What a thing is called, whose it is, and where it is shown; empty where it is not."""

    name: str
    whose: str
    url: str


def things_of(moves: Iterable[Move]) -> dict[tuple[str, int], Thing]:
    """The things that moves are about. One query for each kind of thing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for move in moves:
        wanted[move.noun].add(move.thing)
    return {
        (noun, pk): Thing(str(thing), _whose(thing), address_of(noun, pk))
        for noun, pks in wanted.items()
        for pk, thing in _found(noun, pks).items()
    }


def address_of(noun: str, pk: int) -> str:
    """The page of a thing on the desk, where it has one: desk_permit, leasing:desk_lease…"""
    model = _model_of(noun)
    if model is None:
        return ""
    app = model._meta.app_label
    name = f"desk_{noun}" if app == GROUND else f"{app}:desk_{noun}"
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def _found(noun: str, pks: set[int]) -> dict[int, Any]:
    model = _model_of(noun)
    if model is None:
        return {}
    return model._default_manager.select_related().in_bulk(list(pks))


def _model_of(noun: str) -> type[Model] | None:
    """The model of that name in one of the house's own apps."""
    ours = (model for model in apps.get_models() if not model.__module__.startswith("django."))
    return next((model for model in ours if model._meta.model_name == noun), None)


def _whose(thing: Any) -> str:
    vendor = getattr(thing, "vendor", None)
    return str(vendor) if vendor else ""
