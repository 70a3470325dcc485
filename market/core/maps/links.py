"""Which column of a sheet each field is read from: as the map says, or by the columns' names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from market.core.maps.column_maps import ColumnMap, Source
from market.core.maps.kinds import Field, Kind
from market.core.readings import Reader, words
from market.core.refusals import Invalid
from market.core.sheets.headers import keys
from market.core.sheets.sheet import Cell

# a column's whole name, then it without brackets, then its lower part in both ways
_DEPTHS = 4


@dataclass(frozen=True)
class Link:
    """A field, the place of its column, and the reader for it.

    told: what the map says that the file's words stand for.
    """

    field: Field
    place: int
    reader: Reader
    told: Mapping[str, str]

    def read(self, cell: Cell) -> object:
        """The value of a cell, the map's words taken first. Raises what the reader raises."""
        if not self.told:
            return self.reader(cell)
        known = {folded(text): word for text, word in self.told.items()}
        try:
            return self.reader(known.get(folded(words(cell)), cell))
        except Invalid as refusal:
            if refusal.code != "unknown_word":
                raise
            facts = {**refusal.facts, "known": ", ".join(self.told)}
            raise Invalid(refusal.code, refusal.sentence, **facts) from refusal


@dataclass(frozen=True)
class Plan:
    """How the rows of one sheet are read.

    constants: what is the same for every row. skips: by place, the words that leave a row out.
    """

    links: tuple[Link, ...]
    constants: Mapping[str, Any] = field(default_factory=dict)
    skips: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        return frozenset(link.field.name for link in self.links) | frozenset(self.constants)


def known_names(kind: Kind[Any], column_map: ColumnMap | None) -> frozenset[str]:
    """The keys of column names by which the header's line is told from a title or a row."""
    if column_map is None:
        names = [name for each in kind.fields for name in each.synonyms]
    else:
        names = [source.column for source in column_map.columns.values()]
        names += column_map.skip_when
    return frozenset(key for name in names for key in keys(name)[:1])


def make_plan(columns: Sequence[str], kind: Kind[Any], column_map: ColumnMap | None) -> Plan:
    """This will tie fields to columns. With a map, to those that it names and to no others.

    Raises Invalid: wrong_kind, unknown_field, not_a_day, column_missing, column_twice, or
    columns_missing when a row could not be complete; and what a reader says of a constant.
    """
    if column_map is None:
        plan = Plan(tuple(_by_name(columns, kind)))
    else:
        plan = Plan(
            tuple(_mapped(columns, kind, column_map)),
            _constants(kind, column_map),
            _skips(columns, column_map),
        )
    _require_enough(plan, columns, kind)
    return replace(plan, links=tuple(sorted(plan.links, key=lambda link: link.place)))


def folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _by_name(columns: Sequence[str], kind: Kind[Any]) -> Iterator[Link]:
    """The links by name. What lies nearest to a column's whole name has it, and has it alone."""
    free = {place: keys(column) for place, column in enumerate(columns)}
    waiting = list(kind.fields)
    for depth in range(_DEPTHS):
        for each in tuple(waiting):
            place = _place(columns, free, each.synonyms, each.title, depth)
            if place is not None:
                waiting.remove(each)
                del free[place]
                yield Link(each, place, each.reader, {})


def _mapped(columns: Sequence[str], kind: Kind[Any], column_map: ColumnMap) -> Iterator[Link]:
    if column_map.kind != kind.name:
        raise Invalid(
            "wrong_kind",
            "This map is for {given}, not for {kind}.",
            given=column_map.kind,
            kind=kind.name,
        )
    for name in column_map.values:
        if name not in column_map.columns:
            raise _unknown(name, list(column_map.columns))
    for name, source in column_map.columns.items():
        found = _field(kind, name)
        place = _named_place(columns, source.column)
        yield Link(found, place, _reader(found, source), column_map.values.get(name, {}))


def _reader(each: Field, source: Source) -> Reader:
    if source.order is None:
        return each.reader
    if each.in_order is None:
        raise Invalid("not_a_day", "{field} is not a day and has no order.", field=each.name)
    return each.in_order(source.order)


def _constants(kind: Kind[Any], column_map: ColumnMap) -> dict[str, Any]:
    return {name: _field(kind, name).reader(text) for name, text in column_map.constants.items()}


def _skips(columns: Sequence[str], column_map: ColumnMap) -> dict[int, frozenset[str]]:
    return {
        _named_place(columns, column): frozenset(folded(text) for text in texts)
        for column, texts in column_map.skip_when.items()
    }


def _field(kind: Kind[Any], name: str) -> Field:
    found = kind.field(name)
    if found is None:
        raise _unknown(name, [each.name for each in kind.fields])
    return found


def _unknown(name: str, known: Sequence[str]) -> Invalid:
    return Invalid(
        "unknown_field",
        "The map speaks of {name}. Known are: {known}.",
        name=name,
        known=", ".join(known),
    )


def _named_place(columns: Sequence[str], name: str) -> int:
    """The place of the column that a map names, by its whole name or what is left of it."""
    exact = [place for place, column in enumerate(columns) if column == name]
    if len(exact) == 1:
        return exact[0]
    tries = {place: keys(column) for place, column in enumerate(columns)}
    for depth in range(_DEPTHS):
        place = _place(columns, tries, (name,), name, depth)
        if place is not None:
            return place
    raise Invalid(
        "column_missing",
        "The map names the column {column}, and the file does not have it. It has: {found}.",
        column=name,
        found=", ".join(columns),
    )


def _place(
    columns: Sequence[str],
    tries: Mapping[int, tuple[str, ...]],
    names: Sequence[str],
    title: str,
    depth: int,
) -> int | None:
    """The one column with one of these names at this depth of its own, or None."""
    wanted = {key for name in names for key in keys(name)[:1]}
    found = [at for at, each in tries.items() if wanted.intersection(each[depth : depth + 1])]
    if len(found) > 1:
        raise Invalid(
            "column_twice",
            "Several columns could be {field}: {found}. Name the right one in a map, or rename "
            "the others.",
            field=title,
            found=", ".join(columns[at] for at in found),
        )
    return found[0] if found else None


def _require_enough(plan: Plan, columns: Sequence[str], kind: Kind[Any]) -> None:
    missing = [group for group in kind.needs if not plan.known & set(group)]
    if missing:
        raise Invalid(
            "columns_missing",
            "No column was found for {missing}. The file has: {found}.",
            missing=", ".join(kind.titles(group) for group in missing),
            found=", ".join(columns),
        )
