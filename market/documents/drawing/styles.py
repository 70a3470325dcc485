"""How our papers look: ink on white, hairlines, one quiet accent. Lengths are points."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from market.documents.drawing.fonts import BOLD, REGULAR

INK = HexColor("#1d2433")
QUIET = HexColor("#5d6472")
LINE = HexColor("#c9ccd3")
TINT = HexColor("#f4f2ed")
ACCENT = HexColor("#b8430f")
STAMP = Color(0.72, 0.11, 0.09, alpha=0.55)
ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "centre": TA_CENTER}


@dataclass(frozen=True)
class Form:
    """A size of paper with its margins, and how large the letters on it are."""

    size: tuple[float, float]
    side: float
    top: float
    bottom: float
    letter: float
    title: float

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.size[0] - 2 * self.side


SHEET = Form(A4, 21 * mm, 24 * mm, 24 * mm, 10.2, 20)
SLIP = Form(landscape(A5), 14 * mm, 16 * mm, 15 * mm, 9.2, 17)


def words(
    form: Form,
    *,
    align: str = "left",
    bold: bool = False,
    scale: float = 1.0,
    quiet: bool = False,
    indent: float = 0,
) -> ParagraphStyle:
    """A style for a paragraph, of letters `scale` times those of the form. indent: in letters."""
    size = form.letter * scale
    return ParagraphStyle(
        f"{align}{bold}{scale}{quiet}{indent}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.5,
        textColor=QUIET if quiet else INK,
        alignment=ALIGN[align],
        wordWrap="CJK",
        firstLineIndent=indent * size,
    )
