"""Files that strangers send: what they really are, and made harmless, or refused in words."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype

from market.core.pdf_pictures import first_page
from market.core.pdfs import check_pdf
from market.core.pictures import reencoded
from market.core.refusals import Invalid
from market.core.signs import seen

PDF = "application/pdf"
JPEG = "image/jpeg"
PICTURES = {JPEG: "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
OF_APPLE = frozenset(("image/heic", "image/heif", "image/avif"))
SUFFIXES = {PDF: ".pdf", JPEG: ".jpg"}
LONGEST_NAME = 100

_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f"*:<>?|%;]+')


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept: its bytes as they will be stored, what it is, and a tame name.

    preview: of a PDF, its first page as a JPEG.
    """

    content: bytes
    mime: str
    name: str
    preview: bytes | None = None


def clean(content: bytes, name: str, *, most_bytes: int) -> CleanFile:
    """This will take a photo or a PDF and give what may be kept of it.

    What the file is, its bytes say, never its name. A picture is drawn anew, at most 2,000
    pixels wide or high, so that neither its place of taking nor anything hidden in it stays. A
    PDF is kept as it is once it is found to hold pages and nothing that acts, and its first page
    can be drawn.
    Raises Invalid with field "file": file_empty, file_too_large, file_kind, or what the picture
    or the PDF was refused for.
    """
    require_size(len(content), most_bytes)
    mime, preview = filetype.guess_mime(content), None
    if mime in PICTURES:
        content, mime = reencoded(content, PICTURES[mime]), JPEG
    elif mime == PDF:
        check_pdf(content)
        preview = first_page(content)
    elif mime in OF_APPLE:
        raise Invalid(
            "file_kind",
            "This is a HEIC photo, which not every device can show. On the phone choose Camera, "
            "Formats, Most Compatible, and take it again; or send a screenshot of it.",
            field="file",
        )
    else:
        raise Invalid(
            "file_kind",
            "This is neither a photo (JPEG, PNG, WebP) nor a PDF. Take a photo of the paper, or "
            "save it as a PDF, and send that.",
            field="file",
        )
    return CleanFile(content, mime, tame_name(name, mime), preview)


def tame_name(name: str, mime: str) -> str:
    """The sender's name for it without folders and tricks, ending as the content demands."""
    last = PurePosixPath(seen(name).replace("\\", "/")).name
    stem = _NOT_IN_A_NAME.sub("", last.partition(".")[0]).strip()[:LONGEST_NAME]
    return (stem or "paper") + SUFFIXES[mime]


def require_size(size: int, most_bytes: int) -> None:
    """This will refuse nothing at all (file_empty), and too much (file_too_large)."""
    if not size:
        raise Invalid("file_empty", "This file is empty. Please choose it again.", field="file")
    if size > most_bytes:
        raise Invalid(
            "file_too_large",
            "This file has {size} MB, the most is {most} MB. Take the photo in a lower quality.",
            size=round(size / 2**20, 1),
            most=most_bytes // 2**20,
            field="file",
        )
