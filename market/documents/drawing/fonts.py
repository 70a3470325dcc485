"""The two fonts that papers are set in, and what is done about a character that neither has."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import textsplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import paragraph

FOLDER = Path(__file__).parents[2] / "fonts"
REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
STANDS_IN = "〓"
BEGIN_NO_LINE = "，；：！？》”’"


@cache
def ready() -> dict[str, frozenset[int]]:
    """Register both fonts, once a process: the code points that each can draw."""
    # ReportLab knows which signs begin no line in Japanese; these begin none in Chinese
    textsplit.ALL_CANNOT_START += BEGIN_NO_LINE
    paragraph.ALL_CANNOT_START = textsplit.ALL_CANNOT_START
    return {name: _registered(name) for name in (REGULAR, BOLD)}


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters that no font of ours can draw, each once, in the order of their code."""
    drawn = ready()[REGULAR]
    found = {char for text in texts for char in text if ord(char) not in drawn}
    return tuple(sorted(char for char in found if not char.isspace()))


def legible(text: str) -> str:
    """The text with 〓 for every character that no font can draw."""
    drawn = ready()[REGULAR]
    return "".join(char if ord(char) in drawn or char.isspace() else STANDS_IN for char in text)


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """The text cut into runs, each with the font that can draw it: what bold lacks is regular."""
    drawn = ready()[font]
    by_font = groupby(
        legible(text), lambda char: font if ord(char) in drawn or char.isspace() else REGULAR
    )
    yield from ((name, "".join(chars)) for name, chars in by_font)


def marked_up(text: str, *, bold: bool = False) -> str:
    """The text as a paragraph takes it: escaped, and what bold lacks set in regular."""
    own = BOLD if bold else REGULAR
    marked = (
        escape(run) if name == own else f'<font name="{name}">{escape(run)}</font>'
        for name, run in runs(text, own)
    )
    return "".join(marked).replace("\n", "<br/>")


def _registered(name: str) -> frozenset[int]:
    font = TTFont(name, str(FOLDER / f"{name}.ttf"), shapable=False)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
