from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from pypdf import PdfReader

from market.core.prints import Clause, Clauses, Grid, Print, Words
from market.documents.drawing import draw
from tests.leasing.documents.papers import LEASING
from tests.market.documents.papers import BILL, FEES, GROUND, RECEIPT


def printed(kind: str, contents: dict[str, Any]) -> Print:
    return import_string(settings.PRINTS[kind])(contents)


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("kind", sorted(GROUND))
def test_the_same_contents_are_the_same_bytes(kind):
    paper = printed(kind, GROUND[kind])
    assert draw(paper) == draw(paper)


@pytest.mark.parametrize("kind", sorted(GROUND))
def test_one_page_holds_it_and_says_whose_and_which_it_is(kind):
    contents = GROUND[kind]
    (text,) = pages(draw(printed(kind, contents)))
    for said in (contents["number"], contents["market"], contents.get("vendor", "")):
        assert said.replace(" ", "") in text
    assert "第1页共1页" in text


@pytest.mark.parametrize("kind", sorted(GROUND))
def test_no_word_of_ours_lacks_in_the_font(kind):
    (text,) = pages(draw(printed(kind, GROUND[kind])))
    assert "〓" not in text


def test_every_paper_of_the_house_is_drawn_here():
    assert set(settings.PRINTS) == {*GROUND, *LEASING}


def test_a_bill_of_twelve_lines_with_rare_characters_says_every_line_and_the_sum():
    (text,) = pages(draw(printed("bill", BILL)))
    assert [item for item, _ in FEES if item.replace(" ", "") not in text] == []
    assert "¥3,250.65" in text
    assert "叁仟贰佰伍拾元零陆角伍分" in text


def test_a_receipt_is_half_a_page_on_its_side():
    (page,) = PdfReader(BytesIO(draw(printed("receipt", RECEIPT)))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 420)


def test_a_character_in_no_font_stands_as_a_sign_and_the_foot_names_it():
    paper = printed("receipt", {**RECEIPT, "vendor": "𠮷野家"})
    (text,) = pages(draw(paper))
    assert "〓野家" in text
    assert "以〓代替，请手写补正：U+20BB7" in text


def test_the_digest_and_the_number_stand_on_every_page_and_the_head_is_repeated():
    rows = tuple((f"第{n}行", "1.00") for n in range(120))
    grid = Grid(("项目", "金额（元）"), rows, align=("left", "right"), title="费用表")
    paper = Print("账单", (grid,), number="N-1", place="汇泉农贸市场", foot="sha256 " + "ab" * 32)
    found = pages(draw(paper))
    assert len(found) > 2
    for at, text in enumerate(found, 1):
        assert "ab" * 32 in text
        assert "N-1" in text
        assert "项目金额（元）" in text
        assert f"第{at}页共{len(found)}页" in text
    assert sum(text.count("行1.00") for text in found) == 120


def test_the_total_never_stands_alone_on_a_page():
    for lines in range(30, 46):
        rows = tuple((f"第{n}行", "1.00") for n in range(lines))
        found = pages(draw(Print("账单", (Grid(("甲", "乙"), rows, total=("合计", "9.00")),))))
        assert f"第{lines - 1}行1.00合计9.00" in found[-1]


def test_the_fonts_are_embedded_and_the_file_says_what_it_is():
    reader = PdfReader(BytesIO(draw(printed("bill", BILL))))
    assert reader.metadata is not None
    assert reader.metadata.title == "缴费通知单 B-2026-04-01-17"
    assert reader.metadata.author == "汇泉农贸市场"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    used = [font.get_object() for font in fonts.values()]
    embedded = [font for font in used if "/FontDescriptor" in font]
    assert {"FontFile2" in str(font["/FontDescriptor"]) for font in embedded} == {True}
    assert {str(font["/BaseFont"]).partition("+")[2] for font in embedded} == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
    }


def test_a_heavy_clause_is_drawn_with_its_tick():
    heavy = Clause("第一条", "违约", "很重的话。", heavy=True)
    open_, ticked = (
        draw(Print("合同", (Clauses((each,)),))) for each in (heavy, replace(heavy, ticked=True))
    )
    assert open_ != ticked
    assert "本条与您有重大利害关系" in pages(open_)[0]


def test_words_that_look_like_markup_are_only_words():
    (text,) = pages(draw(Print("信", (Words("<b>甲</b> & 乙"),))))
    assert "<b>甲</b>&乙" in text
