"""A file with a table as it comes to the house: its rows, and which column each field stood in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from market.core.discretion import discreet
from market.core.maps import ColumnMap, Kind, Table, read_table
from market.core.maps.kinds import T
from market.core.maps.links import make_plan
from market.core.readings import shown
from market.core.sheets.sheet import Row


@dataclass(frozen=True)
class Delivery(Generic[T]):
    """A table that was read, and how.

    columns: by field, what the file calls its column. creates: what else may be brought into
    being, as the map says.
    """

    kind: Kind[T]
    table: Table[T]
    columns: Mapping[str, str]
    creates: frozenset[str] = frozenset()

    def says(self, line: int, column: str) -> str:
        """What the cell says, to be shown to whoever sent it; "" for what may not be quoted."""
        if column not in self.table.sheet.columns or column in self._private:
            return ""
        row = self._rows.get(line)
        return discreet(shown(row.cells[self.table.sheet.columns.index(column)])) if row else ""

    @cached_property
    def _rows(self) -> dict[int, Row]:
        return {row.line: row for row in self.table.sheet.rows}

    @cached_property
    def _private(self) -> frozenset[str]:
        private = [each.name for each in self.kind.fields if each.private]
        return frozenset(self.columns[name] for name in private if name in self.columns)


def open_file(data: bytes, kind: Kind[T], column_map: ColumnMap | None = None) -> Delivery[T]:
    """This will read a CSV file or a workbook as rows of a kind. Raises what read_table raises."""
    table = read_table(data, kind, column_map)
    plan = make_plan(table.sheet.columns, kind, column_map)
    columns = {link.field.name: table.sheet.columns[link.place] for link in plan.links}
    return Delivery(kind, table, columns, column_map.creates if column_map else frozenset())
