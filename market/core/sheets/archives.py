"""The look inside a workbook's archive before anything is unpacked in earnest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from openpyxl.utils.cell import range_boundaries

from market.core.refusals import Invalid

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_CELLS = 600_000

_CHUNK = 2**20
_TAG = re.compile(rb"<(?:\w+:)?(c|f|mergeCell)(?: [^>]*ref=[\"']([A-Z0-9:]+)[\"']|[ >/])")
_LONGEST_TAG = 100


@dataclass(frozen=True)
class Contents:
    """How many cells the sheets of a workbook hold, merged ones counted in each of their places,
    and how many of them reckon something.
    """

    cells: int
    formulas: int


def inspect(data: bytes) -> Contents:
    """This will count a workbook's cells, and refuse one that would unpack to more than fits.

    Raises Invalid: bad_workbook, or too_large_workbook (2,000 parts, 200 MB unpacked, 600,000
    cells). A part never unpacks to more than the archive says of it: the reader stops there.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _too_large()
            return _count(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise unreadable() from fault


def unreadable() -> Invalid:
    """The refusal of a file that is no workbook, is broken, or has a password."""
    return Invalid(
        "bad_workbook",
        "This is not a workbook that can be read. Open it in Excel or WPS and save it as .xlsx "
        "without a password.",
    )


def _count(archive: ZipFile) -> Contents:
    cells = formulas = 0
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        with archive.open(name) as part:
            for tag, place in _tags(part):
                cells += _covered(place.decode()) if tag == b"mergeCell" else tag == b"c"
                formulas += tag == b"f"
                if cells > MOST_CELLS:
                    raise _too_large()
    return Contents(cells, formulas)


def _covered(place: str) -> int:
    """How many cells a merged range takes once it is spread out: A1:C2 takes six."""
    left, top, right, bottom = range_boundaries(place)
    if left is None or top is None or right is None or bottom is None:
        raise _too_large()
    return (right - left + 1) * (bottom - top + 1)


def _tags(part: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The cells, formulas and merged ranges, chunk by chunk; no tag is cut in two."""
    rest = b""
    while chunk := part.read(_CHUNK):
        whole, opening, begun = (rest + chunk).rpartition(b"<")
        yield from _TAG.findall(whole)
        rest = (opening + begun)[:_LONGEST_TAG] if opening else b""


def _too_large() -> Invalid:
    return Invalid(
        "too_large_workbook",
        "This workbook is too large to be read whole. Save the sheet you mean as CSV UTF-8.",
    )
