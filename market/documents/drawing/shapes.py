"""The few things on our papers that are neither words nor tables."""

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from market.documents.drawing.fonts import BOLD, REGULAR, runs
from market.documents.drawing.styles import INK, LINE, QUIET


class TickBox(Flowable):  # type: ignore[misc]
    """A box to be ticked, drawn, so that no font has to know it."""

    def __init__(self, *, ticked: bool, side: float = 9) -> None:
        super().__init__()
        self.ticked, self.side = ticked, side
        self.width = self.height = side

    def draw(self) -> None:
        pen, side = self.canv, self.side
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.8)
        pen.rect(0, 0, side, side)
        if self.ticked:
            pen.setLineWidth(1.3)
            tick = pen.beginPath()
            tick.moveTo(side * 0.2, side * 0.5)
            tick.lineTo(side * 0.43, side * 0.25)
            tick.lineTo(side * 0.84, side * 0.8)
            pen.drawPath(tick)


class Corner(Flowable):  # type: ignore[misc]
    """Where one party signs: its name, how it signed, a line, the day; room for a round seal."""

    def __init__(self, width: float, height: float, words: tuple[str, str], *, seal: bool) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.party, self.how = words
        self.seal = seal

    def draw(self) -> None:
        line = 5 * mm
        if self.seal:
            self._circle(self.width - 15 * mm, line + 14 * mm)
        self.canv.setFillColor(INK)
        self._write(0, self.height - 11, self.party, BOLD, 10)
        for step, text in enumerate(self.how.splitlines(), 1):
            self._write(0, self.height - 12 - 13 * step, text, REGULAR, 9)
        pen = self.canv
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.5)
        pen.line(0, line, self.width, line)
        pen.setFillColor(QUIET)
        self._write(0, line - 11, "签字", REGULAR, 8)
        pen.drawRightString(self.width, line - 11, "年\u2003\u2003月\u2003\u2003日")

    def _circle(self, x: float, y: float) -> None:
        pen = self.canv
        pen.saveState()
        pen.setStrokeColor(LINE)
        pen.setDash(2, 2)
        pen.setLineWidth(0.7)
        pen.circle(x, y, 13 * mm)
        pen.setFillColor(LINE)
        pen.setFont(REGULAR, 8)
        pen.drawCentredString(x, y, "盖章处")
        pen.restoreState()

    def _write(self, x: float, y: float, text: str, font: str, size: float) -> None:
        for name, run in runs(text, font):
            self.canv.setFont(name, size)
            self.canv.drawString(x, y, run)
            x += stringWidth(run, name, size)
