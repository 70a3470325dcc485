"""From the columns of an operator's table to things that can be brought in."""

from market.core.maps.column_maps import ColumnMap, Source, read_map
from market.core.maps.kinds import Field, Kind, Values, source_key
from market.core.maps.outcomes import Fault, MappedRow, Table
from market.core.maps.rows import mapped, read_table

__all__ = [
    "ColumnMap",
    "Fault",
    "Field",
    "Kind",
    "MappedRow",
    "Source",
    "Table",
    "Values",
    "mapped",
    "read_map",
    "read_table",
    "source_key",
]
