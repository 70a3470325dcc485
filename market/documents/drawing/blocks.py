"""Every block of a Print as what lies on the page, one below another."""

from functools import singledispatch
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table

from market.core.prints import Amount, Clause, Clauses, Facts, Grid, Signatures, Words
from market.documents.drawing import tables
from market.documents.drawing.fonts import marked_up
from market.documents.drawing.shapes import Corner, TickBox
from market.documents.drawing.styles import INK, TINT, Form, words

AGREED = "本条与您有重大利害关系，请阅读后勾选确认。"


@singledispatch
def laid(block: Any, form: Form) -> list[Flowable]:
    """The block as flowables for this form of paper."""
    raise TypeError(f"nobody knows how to draw {type(block).__name__}")


@laid.register
def _(block: Facts, form: Form) -> list[Flowable]:
    return [tables.facts(block, form)]


@laid.register
def _(block: Grid, form: Form) -> list[Flowable]:
    # a head with its first rows, or the next page
    return [CondPageBreak(form.letter * 8), tables.grid(block, form)]


@laid.register
def _(block: Amount, form: Form) -> list[Flowable]:
    return [KeepTogether([tables.amount(block, form)])]


@laid.register
def _(block: Words, form: Form) -> list[Flowable]:
    indent = 0 if form.title < 20 else 2
    style = words(form, bold=block.strong, indent=indent)
    return [Paragraph(marked_up(block.text, bold=block.strong), style)]


@laid.register
def _(block: Clauses, form: Form) -> list[Flowable]:
    return [_heavy(item, form) if item.heavy else _light(item, form) for item in block.items]


@laid.register
def _(block: Signatures, form: Form) -> list[Flowable]:
    large = form.title >= 20
    each = form.width / len(block.parties)
    corners = [
        Corner(each - 14, (36 if large else 24) * mm, words, seal=block.sealed and large and not at)
        for at, words in enumerate(block.parties)
    ]
    table = Table([corners], colWidths=[each] * len(corners))
    table.setStyle(tables.NO_PADDING)
    return [Spacer(1, (5 if large else 1) * mm), table]


def _light(item: Clause, form: Form) -> Flowable:
    return KeepTogether([_heading(item, form), _text(item, form), Spacer(1, 2.2 * mm)])


def _heavy(item: Clause, form: Form) -> Flowable:
    """Tinted, with a bar at its side, bold, and a box of its own to tick."""
    small = words(form, scale=0.84, quiet=True)
    line = [TickBox(ticked=item.ticked), Paragraph(marked_up(AGREED), small)]
    tick = Table([line], colWidths=[15, form.width - 45])
    tick.setStyle([*tables.NO_PADDING, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    body = Table([[[_heading(item, form), _text(item, form), tick]]], colWidths=[form.width])
    body.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("LINEBEFORE", (0, 0), (0, -1), 2.4, INK),
            ("LEFTPADDING", (0, 0), (-1, -1), 9),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ]
    )
    return KeepTogether([body, Spacer(1, 2.6 * mm)])


def _heading(item: Clause, form: Form) -> Paragraph:
    return Paragraph(
        marked_up(f"{item.number}　{item.heading}", bold=True), words(form, bold=True, scale=1.02)
    )


def _text(item: Clause, form: Form) -> Paragraph:
    style = words(form, bold=item.heavy, scale=0.96)
    return Paragraph(marked_up(item.text, bold=item.heavy), style)
