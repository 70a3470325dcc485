"""PDFs that strangers send: pages to look at, and nothing that acts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from market.core.refusals import Invalid

MOST_PAGES = 20
MOST_OBJECTS = 20_000

# what one stream may unpack to while the objects are looked through: a paper's list of objects is
# small, and pictures are not unpacked at all
MOST_UNPACKED = 8 * 2**20
LIMITS = {
    f"{kind}_maximum_output_length": MOST_UNPACKED
    for kind in ("zlib", "lzw", "run_length", "jbig2", "brotli", "array_based_stream")
}

# after its last %%EOF a PDF has a line end, or what a scanner pads it with; an archive or a page
# that hides behind it is longer
_END, _PADDING = b"%%EOF", b"\r\n\t \0"

# scripts, programs, files inside files, forms that are programs, films, and what sends data away
_ACTING_KEYS = frozenset(
    ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
)
_ACTING_KINDS = frozenset(
    (
        *("/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/SubmitForm", "/ImportData"),
        *("/GoToE", "/Rendition", "/Movie", "/Sound", "/FileAttachment"),
    )
)


def check_pdf(content: bytes) -> None:
    """This will refuse a PDF that is locked, long, broken, or is or does anything but show pages.

    Raises Invalid with field "file": pdf_locked, pdf_too_long, pdf_acts, pdf_two_things or
    pdf_broken.
    """
    _require_one_thing(content)
    try:
        with apply_configuration(None, **LIMITS):
            reader = PdfReader(BytesIO(content), strict=False)
            _require_open(reader)
            _require_pages(reader)
            _require_still(reader)
    except Invalid:
        raise
    # a parser fed with a hostile file may raise nearly anything
    except Exception as fault:
        raise Invalid(
            "pdf_broken",
            "This PDF cannot be opened. Please save it again, or take photos of the pages.",
            field="file",
        ) from fault


def _require_one_thing(content: bytes) -> None:
    """A file that is a PDF and something else behind it is refused: a reader of the other kind finds it."""
    _before, end, rest = content.rpartition(_END)
    if end and rest.strip(_PADDING):
        raise Invalid(
            "pdf_two_things",
            "Something else is hidden behind this PDF. Print it to a new PDF, or take photos of the "
            "pages.",
            field="file",
        )


def _require_open(reader: PdfReader) -> None:
    if reader.is_encrypted:
        raise Invalid(
            "pdf_locked",
            "This PDF is locked with a password. Please save it without one.",
            field="file",
        )


def _require_pages(reader: PdfReader) -> None:
    count = len(reader.pages)
    if not 1 <= count <= MOST_PAGES:
        raise Invalid(
            "pdf_too_long",
            "This PDF has {count} pages; one paper may have 1 to {most}.",
            count=count,
            most=MOST_PAGES,
            field="file",
        )


def _require_still(reader: PdfReader) -> None:
    for found in _dictionaries(reader):
        kinds = {found.get("/S"), found.get("/Type"), found.get("/Subtype")}
        if _ACTING_KEYS & found.keys() or _ACTING_KINDS & {str(kind) for kind in kinds}:
            raise Invalid(
                "pdf_acts",
                "This PDF holds more than pages: a script, a form that sends, or another file. "
                "Print it to a new PDF, or take photos of the pages.",
                field="file",
            )


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached from the trailer, each once."""
    waiting: list[Any] = [reader.trailer]
    met: set[tuple[int, int]] = set()
    looked_at = 0
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in met:
                continue
            met.add((thing.idnum, thing.generation))
            thing = thing.get_object()
        looked_at += 1
        if looked_at > MOST_OBJECTS * 10 or len(met) > MOST_OBJECTS:
            raise ValueError("more objects than a paper has")
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting.extend(thing.raw_get(key) for key in thing)
        elif isinstance(thing, ArrayObject):
            waiting.extend(thing)
