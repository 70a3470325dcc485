"""Lists of the desk: sorted, in pages, and as a spreadsheet, all of it in the address."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import cached_property

from market.core.exports import csv_lines
from market.core.money import yuan
from market.templatetags.desk_words import word
from market.templatetags.market_words import state_word

Kind = Literal["text", "figure", "money", "day", "moment", "span", "state", "bill", "phone"]
PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """One column: its head, what it says of a row, and what it is sorted by.

    name: in the address (?sort=name). sort: a database column; empty does not sort.
    kind: how it is written. state: a state of `noun`; bill: what a day makes of a charge.
    note: a second, quieter line.
    """

    name: str
    label: Any
    of: Callable[[Any], Any]
    kind: Kind = "text"
    sort: str = ""
    noun: str = ""
    note: Callable[[Any], Any] | None = None

    @property
    def figure(self) -> bool:
        return self.kind in ("money", "figure")

    def written(self, row: Any) -> Any:
        """As a spreadsheet has it: money in yuan, states in words."""
        value = self.of(row)
        if value is None or value == "":
            return ""
        if self.kind == "money":
            return yuan(value)
        if self.kind == "state":
            return state_word(value, self.noun)
        if self.kind == "bill":
            return word(value, "bill")
        if self.kind == "span":
            return "/".join(str(day or "") for day in (value.start, value.last))
        return value


@dataclass(frozen=True)
class Cell:
    """What stands in one place of the table."""

    column: Column
    value: Any
    note: Any

    @property
    def empty(self) -> bool:
        return self.value is None or self.value == ""


@dataclass(frozen=True)
class Row:
    """One line, the thing it is about, and where it leads."""

    thing: Any
    cells: tuple[Cell, ...]
    url: str


class Table:
    """Rows as a reader asked for them: ?sort=, ?page=, ?export=csv."""

    def __init__(
        self,
        request: HttpRequest,
        columns: Sequence[Column],
        rows: QuerySet[Any],
        *,
        sort: str,
        url_of: Callable[[Any], str] | None = None,
        per_page: int = PER_PAGE,
    ) -> None:
        self.request = request
        self.columns = columns
        self.url_of = url_of
        self.per_page = per_page
        self.sort = self._known(request.GET.get("sort", "")) or sort
        self.things = rows.order_by(*self._order())

    @cached_property
    def page(self) -> Page[Any]:
        return Paginator(self.things, self.per_page).get_page(self.request.GET.get("page"))

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(thing) for thing in self.page.object_list]

    def near(self, pk: int, *, before: int = 5, after: int = 12) -> list[Row]:
        """The rows of the page around one of them, to be shown beside it."""
        rows = self.rows
        place = next((i for i, row in enumerate(rows) if row.thing.pk == pk), 0)
        start = max(min(place - before, len(rows) - before - after), 0)
        return rows[start : start + before + after]

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def export_url(self) -> str:
        query = self.request.GET.copy()
        query.pop("page", None)
        query["export"] = "csv"
        return f"?{query.urlencode()}"

    def written(self) -> Iterator[list[Any]]:
        """Every row, of every page, as a spreadsheet has it."""
        for thing in self.things.iterator(chunk_size=500):
            yield [column.written(thing) for column in self.columns]

    def _known(self, asked: str) -> str:
        names = {column.name for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in names else ""

    def _order(self) -> Iterable[Any]:
        by = next(c for c in self.columns if c.name == self.sort.removeprefix("-"))
        field = F(by.sort)
        down = self.sort.startswith("-")
        yield field.desc(nulls_last=True) if down else field.asc(nulls_last=True)
        yield "-pk" if down else "pk"

    def _row(self, thing: Any) -> Row:
        cells = tuple(
            Cell(column, column.of(thing), column.note(thing) if column.note else "")
            for column in self.columns
        )
        return Row(thing, cells, self.url_of(thing) if self.url_of else "")


def shown(
    request: HttpRequest, table: Table, template: str, context: dict[str, Any], *, name: str
) -> HttpResponseBase:
    """The page with the table; the whole table as a CSV called `name` where ?export=csv asks."""
    if request.GET.get("export") == "csv":
        return spreadsheet(name, [column.label for column in table.columns], table.written())
    return render(request, template, {"table": table, "sort": table.sort, **context})


def spreadsheet(
    name: str, heads: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> StreamingHttpResponse:
    """A CSV to be kept: UTF-8 with a mark that Excel knows, and nothing in it that would run."""
    response = StreamingHttpResponse(
        (line.encode() for line in csv_lines([str(head) for head in heads], rows)),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
