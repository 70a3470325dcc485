"""Workbooks made for one test."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook


def bytes_of(book: Workbook) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def a_book(
    rows: Iterable[Iterable[Any]], *, merges: Iterable[str] = (), hidden: Iterable[str] = ()
) -> bytes:
    """One sheet with these rows from A1, these ranges merged and these columns hidden."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for place in merges:
        sheet.merge_cells(place)
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True
    return bytes_of(book)


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same archive with some parts exchanged or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)
