"""What kinds of lists can be brought in, and with which maps of their columns."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from market.actions.intake.errands import Intake
from market.core.maps import ColumnMap, read_map
from market.core.refusals import Missing

MAPS = Path(__file__).resolve().parents[2] / "maps"


def intake_of(kind: str) -> Intake:
    """The way in for a kind of list. Raises Missing("no_such_kind") and names those there are."""
    if kind not in settings.IMPORT_KINDS:
        raise Missing(
            "no_such_kind",
            "There is no kind of list called {kind}. There are: {known}.",
            kind=kind,
            known=", ".join(settings.IMPORT_KINDS),
        )
    found: Intake = import_string(settings.IMPORT_KINDS[kind])
    return found


def shipped_maps() -> list[str]:
    """The names of the maps that come with the house."""
    return sorted(path.stem for path in MAPS.glob("*.json"))


def shipped_map(name: str) -> ColumnMap:
    """A map that comes with the house. Raises Missing("no_such_map") and names those there are."""
    if name not in shipped_maps():
        raise Missing(
            "no_such_map",
            "There is no map called {name}. Shipped are: {known}.",
            name=name,
            known=", ".join(shipped_maps()),
        )
    return read_map((MAPS / f"{name}.json").read_text("utf-8"))


def kinds() -> Iterable[str]:
    """The kinds of lists that can be brought in, in the order in which a house fills."""
    return tuple(settings.IMPORT_KINDS)
