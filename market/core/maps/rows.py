"""Rows of a sheet as things, each with everything that is wrong with it."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from market.core.maps.column_maps import ColumnMap
from market.core.maps.kinds import Kind, T
from market.core.maps.links import Link, Plan, known_names, make_plan
from market.core.maps.outcomes import Fault, MappedRow, Table
from market.core.maps.passing import passed_over
from market.core.readings import is_blank
from market.core.refusals import Invalid
from market.core.sheets.reading import read_sheet
from market.core.sheets.sheet import Row, Sheet


def read_table(data: bytes, kind: Kind[T], column_map: ColumnMap | None = None) -> Table[T]:
    """This will read a CSV file or a workbook as rows of a kind.

    Raises Invalid: what read_sheet raises, and what make_plan raises of columns and map. What
    is wrong with single rows is said in the rows.
    """
    sheet = read_sheet(
        data,
        known=known_names(kind, column_map),
        encoding=column_map.encoding if column_map else None,
        sheet=column_map.sheet if column_map else None,
    )
    plan = make_plan(sheet.columns, kind, column_map)
    used = {link.place for link in plan.links} | plan.skips.keys()
    unread = tuple(name for place, name in enumerate(sheet.columns) if place not in used)
    return Table(sheet, unread, tuple(_rows(sheet, kind, plan)))


def mapped(
    sheet: Sheet, kind: Kind[T], column_map: ColumnMap | None = None
) -> Iterator[MappedRow[T]]:
    """This will give every row of a sheet, in order, with all of its faults and not only one.

    Raises Invalid, before the first row, for what is wrong with the columns or the map.
    """
    return _rows(sheet, kind, make_plan(sheet.columns, kind, column_map))


def _rows(sheet: Sheet, kind: Kind[T], plan: Plan) -> Iterator[MappedRow[T]]:
    return _told_apart((_mapped_row(row, sheet.columns, kind, plan) for row in sheet.rows), kind)


def _mapped_row(row: Row, columns: tuple[str, ...], kind: Kind[T], plan: Plan) -> MappedRow[T]:
    reason = passed_over(row, columns, kind, plan)
    if reason:
        return MappedRow(row.line, skipped=reason)
    if row.spare:
        return MappedRow(row.line, faults=(_slipped(len(columns)),))

    values, faults = _read(row, columns, plan)
    lacking = _lacking(kind, values.keys() | faults.keys(), columns, plan)
    if faults or lacking:
        return MappedRow(row.line, faults=(*faults.values(), *lacking))
    try:
        return MappedRow(row.line, kind.build(values))
    except Invalid as refusal:
        column = _column(str(refusal.facts.get("field", "")), columns, plan)
        return MappedRow(row.line, faults=(Fault.of(refusal, column),))


def _read(
    row: Row, columns: tuple[str, ...], plan: Plan
) -> tuple[dict[str, Any], dict[str, Fault]]:
    """By field: the values that could be read, and what is wrong with the others."""
    values, faults = dict(plan.constants), {}
    for link in plan.links:
        cell = row.cells[link.place]
        if is_blank(cell, link.field.blanks):
            continue
        try:
            _refuse_merged(row, link)
            values[link.field.name] = link.read(cell)
        except Invalid as refusal:
            faults[link.field.name] = Fault.of(
                refusal, columns[link.place], private=link.field.private
            )
    return values, faults


def _refuse_merged(row: Row, link: Link) -> None:
    if link.place in row.merged and not link.field.shared:
        raise Invalid(
            "merged_amount", "One amount stands over several lines. Write each line's own."
        )


def _lacking(
    kind: Kind[T], told: Iterable[str], columns: tuple[str, ...], plan: Plan
) -> list[Fault]:
    """A fault for each group of fields of which the row tells none."""
    faults = []
    for group in kind.needs:
        if not set(group) & set(told):
            column = next((found for name in group if (found := _column(name, columns, plan))), "")
            facts = {"field": column or kind.titles(group)}
            faults.append(Fault(column, "nothing_there", "{field} is missing.", facts))
    return faults


def _column(name: str, columns: tuple[str, ...], plan: Plan) -> str:
    return next((columns[link.place] for link in plan.links if link.field.name == name), "")


def _slipped(count: int) -> Fault:
    return Fault(
        "",
        "too_many_cells",
        "This line has more than the {count} cells of the header: a comma or a quote has slipped.",
        {"count": count},
    )


def _told_apart(rows: Iterable[MappedRow[T]], kind: Kind[T]) -> Iterator[MappedRow[T]]:
    """The rows, with those that say again what an earlier line said passed over or faulted."""
    said: dict[Hashable, tuple[MappedRow[T], int]] = {}
    for row in rows:
        key = None if row.value is None else kind.key(row.value)
        if row.value is None or key is None:
            yield row
            continue
        first, times = said.setdefault(key, (row, 0))
        said[key] = (first, times + 1)
        yield _again(row, row.value, first, times, kind) if times else row


def _again(
    row: MappedRow[T], value: T, first: MappedRow[T], times: int, kind: Kind[T]
) -> MappedRow[T]:
    if kind.may_repeat(value):
        return replace(row, nth=times + 1)
    if value == first.value:
        return MappedRow(
            row.line,
            skipped=Fault("", "said_before", "Line {line} says the same.", {"line": first.line}),
        )
    return MappedRow(
        row.line,
        faults=(
            Fault(
                "",
                "said_otherwise",
                "Line {line} says something else of the same. Keep one of the two.",
                {"line": first.line},
            ),
        ),
    )
