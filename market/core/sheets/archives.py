"""The look inside a workbook's archive before anything is unpacked in earnest."""

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from market.core.refusals import Invalid

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 2**20
MOST_CELLS = 600_000

_CHUNK = 2**20
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_LONGEST_TAG = 16


@dataclass(frozen=True)
class Contents:
    """How many cells the sheets of a workbook hold, and how many of them reckon something."""

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
            rest = b""
            while chunk := part.read(_CHUNK):
                text = rest + chunk
                rest = text[-_LONGEST_TAG:]
                cells += len(_CELL.findall(text)) - len(_CELL.findall(rest))
                formulas += len(_FORMULA.findall(text)) - len(_FORMULA.findall(rest))
                if cells > MOST_CELLS:
                    raise _too_large()
            cells += len(_CELL.findall(rest))
            formulas += len(_FORMULA.findall(rest))
    return Contents(cells, formulas)


def _too_large() -> Invalid:
    return Invalid(
        "too_large_workbook",
        "This workbook is too large to be read whole. Save the sheet you mean as CSV UTF-8.",
    )
