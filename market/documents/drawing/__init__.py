"""Any Print as a PDF. The same paper gives the same bytes, so that they have a digest."""

from dataclasses import fields, is_dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from market.core.prints import Block, Print, Signatures, Words
from market.core.refusals import Missing
from market.documents import receipts
from market.documents.drawing import fonts
from market.documents.drawing.blocks import laid
from market.documents.drawing.fonts import marked_up
from market.documents.drawing.pages import CountingCanvas
from market.documents.drawing.styles import SHEET, SLIP, Form, words
from market.models import Document

VOID = "作废"


def print_of(document: Document) -> Print:
    """A paper laid out, its digest at its foot. Raises Missing for a kind that is never printed."""
    layout = settings.PRINTS.get(document.kind)
    if layout is None:
        raise Missing("missing", "There is nothing here.")
    printed: Print = import_string(layout)(document.contents)
    number = f"编号 {printed.number}　" if printed.number else ""
    stamp = VOID if document.kind == receipts.KIND and receipts.void(document) else ""
    return replace(printed, foot=f"{number}sha256 {document.sha256}", stamp=stamp)


def pdf_of(document: Document) -> bytes:
    """The PDF of a paper, out of its frozen contents; only a receipt that is void says so too."""
    return draw(print_of(document))


def draw(printed: Print) -> bytes:
    """The PDF of a Print: A4, or half of it for a slip."""
    form = SLIP if printed.slip else SHEET
    out = BytesIO()
    frame = SimpleDocTemplate(
        out,
        pagesize=form.size,
        leftMargin=form.side - 6,
        rightMargin=form.side - 6,
        topMargin=form.top - 6,
        bottomMargin=form.bottom - 6,
        title=f"{printed.title} {printed.number}".strip(),
        author=printed.place,
        subject=printed.foot,
        creator="Huiquan",
        lang="zh-CN",
        displayDocTitle=True,
        invariant=1,
    )
    note = _note(fonts.missing(_texts(printed)))
    canvas = partial(CountingCanvas, printed=printed, form=form, note=note)
    frame.build(_story(printed, form), canvasmaker=canvas)
    return out.getvalue()


def _story(printed: Print, form: Form) -> list[Flowable]:
    style = words(form, bold=True, align="centre", scale=form.title / form.letter)
    story: list[Flowable] = [Paragraph(marked_up(_spaced(printed.title), bold=True), style)]
    gap = (4.2 if form is SHEET else 2.4) * mm
    before: Block | None = None
    for block in printed.blocks:
        pieces = [Spacer(1, gap), *laid(block, form)]
        if isinstance(block, Signatures):
            # nobody signs a page on which nothing stands
            last = [story.pop()] if isinstance(before, Words) else []
            pieces = [KeepTogether([*last, *pieces])]
        story += pieces
        before = block
    return story


def _spaced(title: str) -> str:
    """A short title stands wide, as titles of papers do."""
    return "　".join(title) if len(title) < 4 else title


def _note(lacking: tuple[str, ...]) -> str:
    if not lacking:
        return ""
    named = "、".join(f"U+{ord(char):04X}" for char in lacking)
    return f"本件有字库中没有的字，以〓代替，请手写补正：{named}"


def _texts(part: Any) -> list[str]:
    """Every word of a Print, whatever it is made of."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for each in part for text in _texts(each)]
    if is_dataclass(part):
        return [text for field in fields(part) for text in _texts(getattr(part, field.name))]
    return []
