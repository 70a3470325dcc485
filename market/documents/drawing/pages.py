"""The frame around every page: the house's name, the number, the digest, which page of how many."""

from functools import partial
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from market.core.prints import Print
from market.documents.drawing.fonts import BOLD, REGULAR, legible, runs
from market.documents.drawing.styles import ACCENT, INK, LINE, QUIET, STAMP, Form


class CountingCanvas(Canvas):  # type: ignore[misc]
    """Keeps every page back until it is known how many there are."""

    def __init__(self, *given: Any, printed: Print, form: Form, note: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.held: list[dict[str, Any]] = []
        self.frame = partial(_framed, printed=printed, form=form, note=note)

    def showPage(self) -> None:
        self.held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self.held
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self.frame(self, number, len(pages))
            super().showPage()
        super().save()


def _framed(pen: Canvas, page: int, pages: int, *, printed: Print, form: Form, note: str) -> None:
    pen.saveState()
    pen.setStrokeColor(LINE)
    pen.setLineWidth(0.5)
    _head(pen, printed, form, running=page > 1)
    english = printed.language == "en"
    count = f"Page {page} of {pages}" if english else f"第 {page} 页　共 {pages} 页"
    _foot(pen, (printed.foot, note), form, count=count)
    _stamp(pen, printed.stamp, form)
    pen.restoreState()


def _head(pen: Canvas, printed: Print, form: Form, *, running: bool) -> None:
    """The house at the left, the number at the right; from the second page on, the title too."""
    left, right = form.side, form.size[0] - form.side
    line = form.size[1] - form.top + 5 * mm
    pen.line(left, line, right, line)
    pen.setFillColor(ACCENT)
    pen.rect(left, line + 3.6 * mm, 2.6, 9, stroke=0, fill=1)
    pen.setFillColor(INK)
    _write(pen, (left + 7, line + 4 * mm), printed.place, font=BOLD, size=form.letter)
    pen.setFillColor(QUIET)
    number = f"编号 {printed.number}" if printed.number else ""
    words = f"{printed.title}　{number}" if running else number
    _write_back(pen, (right, line + 4 * mm), words, size=form.letter * 0.92)


def _foot(pen: Canvas, notes: tuple[str, str], form: Form, *, count: str) -> None:
    left, right = form.side, form.size[0] - form.side
    line = form.bottom - 5 * mm
    pen.line(left, line, right, line)
    pen.setFillColor(QUIET)
    for step, note in enumerate(notes, 1):
        _write(pen, (left, line - 9 * step), note, size=6.6)
    _write_back(pen, (right, line - 9), count, size=7.6)


def _stamp(pen: Canvas, word: str, form: Form) -> None:
    """A word in a frame, across the middle of the page."""
    if not word:
        return
    width = len(word) * 60 + 30
    pen.setStrokeColor(STAMP)
    pen.setFillColor(STAMP)
    pen.setLineWidth(3)
    pen.translate(form.size[0] / 2, form.size[1] / 2)
    pen.rotate(18)
    pen.roundRect(-width / 2, -38, width, 76, 6)
    pen.setFont(BOLD, 60)
    pen.drawCentredString(0, -22, word)


def _write(
    pen: Canvas, at: tuple[float, float], text: str, *, size: float, font: str = REGULAR
) -> None:
    """Written from a point on, what the font lacks in the other one."""
    x, y = at
    for name, run in runs(text, font):
        pen.setFont(name, size)
        pen.drawString(x, y, run)
        x += stringWidth(run, name, size)


def _write_back(pen: Canvas, at: tuple[float, float], text: str, *, size: float) -> None:
    """Written so that it ends at a point."""
    right, y = at
    _write(pen, (right - stringWidth(legible(text), REGULAR, size), y), text, size=size)
