"""Facts, tables and sums as they are laid on a page."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, Table

from market.core.paper_words import price
from market.core.prints import Amount, Facts, Grid
from market.documents.drawing.fonts import marked_up
from market.documents.drawing.styles import INK, LINE, TINT, Form, words

SHORT = 19
NO_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def facts(block: Facts, form: Form) -> Table:
    """Names and values, two short ones beside one another."""
    name = words(form, scale=0.92, quiet=True)
    value = words(form)
    lines = _paired(block.rows)
    cells = [[_cell(text, style) for text, style in _line(line, name, value)] for line in lines]
    label = form.letter * 6.6
    half = form.width / 2
    table = Table(cells, colWidths=[label, half - label, label, half - label])
    spans = [("SPAN", (1, at), (3, at)) for at, line in enumerate(lines) if len(line) == 1]
    table.setStyle(
        [
            *NO_PADDING,
            *spans,
            ("RIGHTPADDING", (1, 0), (1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 3.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ]
    )
    return table


def grid(block: Grid, form: Form) -> LongTable:
    """A table. Its title and head come again on every page that it goes on to."""
    columns = len(block.head)
    align = [*block.align, *["left"] * (columns - len(block.align))]
    head = [words(form, align=each, bold=True, scale=0.86) for each in align]
    body = [words(form, align=each, scale=0.92) for each in align]
    strong = [words(form, align=each, bold=True, scale=0.95) for each in align]
    rows = [_row(block.head, head)]
    rows += [_row(row, body) for row in block.rows]
    rows += [_row(block.total, strong)] if block.total else []
    if block.title:
        title = _cell(block.title, words(form, bold=True, scale=1.08))
        rows.insert(0, [title, *[""] * (columns - 1)])
    heads = 2 if block.title else 1
    table = LongTable(rows, colWidths=_widths(block, form), repeatRows=heads)
    table.setStyle(_grid_style(heads, total=bool(block.total)))
    return table


def amount(block: Amount, form: Form) -> Table:
    """The sum that matters, boxed: figures, and 大写 beside them."""
    label = _cell(block.label, words(form, bold=True))
    figures = _cell(price(block.yuan), words(form, bold=True, scale=1.5))
    capital = [
        _cell("人民币（大写）", words(form, scale=0.8, quiet=True)),
        _cell(block.in_words or "—", words(form, bold=True, scale=1.12)),
    ]
    shares = (0.22, 0.3, 0.48)
    table = Table([[label, figures, capital]], colWidths=[form.width * share for share in shares])
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 1, INK),
            ("LINEAFTER", (0, 0), (1, 0), 0.4, LINE),
            ("BACKGROUND", (0, 0), (0, 0), TINT),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
    )
    return table


def _grid_style(heads: int, *, total: bool) -> list[tuple[Any, ...]]:
    at = heads - 1
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 3.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("BACKGROUND", (0, at), (-1, at), TINT),
        ("LINEABOVE", (0, at), (-1, at), 0.9, INK),
        ("LINEBELOW", (0, at), (-1, at), 0.5, INK),
        ("LINEBELOW", (0, heads), (-1, -1), 0.35, LINE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
    ]
    if heads == 2:
        style += [("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0)]
    if total:
        style += [("LINEABOVE", (0, -1), (-1, -1), 0.7, INK), ("NOSPLIT", (0, -2), (-1, -1))]
    return style


def _widths(block: Grid, form: Form) -> list[float]:
    parts = block.widths or (1,) * len(block.head)
    return [form.width * part / sum(parts) for part in parts]


def _paired(rows: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Neighbours that are both short share a line."""
    lines: list[list[tuple[str, str]]] = []
    for row in rows:
        short = len(row[1]) <= SHORT
        if lines and len(lines[-1]) == 1 and short and len(lines[-1][0][1]) <= SHORT:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _line(
    line: list[tuple[str, str]], name: ParagraphStyle, value: ParagraphStyle
) -> list[tuple[str, ParagraphStyle]]:
    cells = [part for label, said in line for part in ((label, name), (said, value))]
    return [*cells, *[("", value)] * (4 - len(cells))]


def _row(texts: Sequence[str], styles: Sequence[ParagraphStyle]) -> list[Paragraph]:
    return [_cell(text, style) for text, style in zip(texts, styles, strict=True)]


def _cell(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(marked_up(text, bold="Bold" in style.fontName), style)
