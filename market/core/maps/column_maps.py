"""Column maps: which column of a foreign table stands for what, written down as JSON.

    {"kind": "permits",
     "about": "the city's mobile food permits",
     "columns": {"number": "permit", "expires": {"column": "ExpirationDate", "order": "mdy"}},
     "values": {"standing": {"APPROVED": "in_force"}},
     "constants": {"type": "SD_FOOD_STALL_CARD"},
     "skip_when": {"Status": ["DRAFT"]},
     "creates": ["vendors"],
     "encoding": "gb18030", "sheet": "2026"}

With a map only what it names is read. Everything but kind and columns may be left out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, get_args

from market.core.readings import Order
from market.core.refusals import Invalid

_PARTS = (
    *("kind", "about", "columns", "values", "constants", "skip_when", "creates"),
    *("encoding", "sheet"),
)


@dataclass(frozen=True)
class Source:
    """The column that a field is read from, and for days the order of a year written last."""

    column: str
    order: Order | None = None


@dataclass(frozen=True)
class ColumnMap:
    """A map as it was written.

    values: by field, what the file's words stand for. creates: what may be brought into being
    besides the rows themselves, such as the vendors that permits are made out to.
    """

    kind: str
    columns: Mapping[str, Source]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    skip_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    creates: frozenset[str] = frozenset()
    encoding: str | None = None
    sheet: str | None = None
    about: str = ""


def read_map(text: str) -> ColumnMap:
    """This will give the map that a JSON text describes. Raises Invalid("bad_map")."""
    try:
        whole = json.loads(text)
    except ValueError as fault:
        raise Invalid("bad_map", "The map is not JSON: {fault}.", fault=str(fault)) from fault
    parts = _object(whole, "the map")
    for name in parts:
        if name not in _PARTS:
            _refuse(f"it has a part called {name}; known are {', '.join(_PARTS)}")
    columns = _object(parts.get("columns", {}), "columns")
    constants = _texts(parts.get("constants", {}), "constants")
    for name in columns.keys() & constants.keys():
        _refuse(f"{name} is both a column and a constant")
    return ColumnMap(
        kind=_text(parts.get("kind"), "kind"),
        columns={name: _source(value, name) for name, value in columns.items()},
        values={
            name: _texts(words, name)
            for name, words in _object(parts.get("values", {}), "values").items()
        },
        constants=constants,
        skip_when={
            name: _list(words, name)
            for name, words in _object(parts.get("skip_when", {}), "skip_when").items()
        },
        creates=frozenset(_list(parts.get("creates", []), "creates")),
        encoding=_text(parts["encoding"], "encoding") if "encoding" in parts else None,
        sheet=_text(parts["sheet"], "sheet") if "sheet" in parts else None,
        about=_text(parts["about"], "about") if "about" in parts else "",
    )


def _source(value: Any, name: str) -> Source:
    if isinstance(value, str):
        return Source(value)
    given = _object(value, name)
    order = given.get("order")
    if set(given) - {"column", "order"} or order not in (None, *get_args(Order)):
        _refuse(f"{name} should be a column's name, or a column with the order mdy or dmy")
    return Source(_text(given.get("column"), name), order)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(f"{name} should be an object in braces")
    return value


def _texts(value: Any, name: str) -> dict[str, str]:
    return {key: _text(each, f"{name}: {key}") for key, each in _object(value, name).items()}


def _list(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        _refuse(f"{name} should be a list in square brackets")
    return tuple(_text(each, name) for each in value)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        _refuse(f"{name} should be text in quotes")
    return value


def _refuse(fault: str) -> NoReturn:
    raise Invalid("bad_map", "The map cannot be used: {fault}.", fault=fault)
