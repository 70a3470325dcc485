"""Writing a workbook (.xlsx) of one sheet: the same rows are the same bytes, whenever it is made."""

import re
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from market.core.exports import cell

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# what XML 1.0 cannot hold at all
_UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_NAME = 31

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml"'
        f' ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(name: str, rows: Iterable[Iterable[str]], *, figures: Collection[int] = ()) -> bytes:
    """A workbook with these rows on a sheet of that name.

    figures: the columns, from 0, whose numbers are numbers; everything else is text, and text
    that a spreadsheet would run is made harmless as in a CSV.
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, text in _PARTS.items():
            archive.writestr(_entry(path), text)
        archive.writestr(_entry("xl/workbook.xml"), _book(name))
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
            for piece in _sheet(rows, frozenset(figures)):
                sheet.write(piece.encode())
    return out.getvalue()


def _entry(path: str) -> ZipInfo:
    """A place in the archive without a time of its own."""
    entry = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _book(name: str) -> str:
    shown = escape(re.sub(r"[\\/*?:\[\]]", " ", _kept(name))[:_LONGEST_NAME], {'"': "&quot;"})
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{shown}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(rows: Iterable[Iterable[str]], figures: frozenset[int]) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    for row in rows:
        yield f"<row>{''.join(_cell(value, at in figures) for at, value in enumerate(row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: str, figure: bool) -> str:
    if figure and _NUMBER.fullmatch(value):
        return f"<c><v>{value}</v></c>"
    text = escape(_kept(cell(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _kept(text: str) -> str:
    return _UNHOLDABLE.sub("�", text)
