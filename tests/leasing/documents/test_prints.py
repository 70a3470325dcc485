"""Leasing's papers as they are drawn."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from pypdf import PdfReader

from market.documents.drawing import draw
from tests.leasing.documents.papers import (
    AMENDMENT,
    EVERYTHING,
    LEASING,
    ORDINARY,
    RENEWAL,
    STAYING,
    SUBLET,
    TERMINATION,
    contract,
)
from tests.market.documents.papers import FEES


def drawn(kind: str, contents: dict[str, Any]) -> bytes:
    return draw(import_string(settings.PRINTS[kind])(contents))


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("kind", sorted(LEASING))
def test_the_same_contents_are_the_same_bytes(kind):
    assert drawn(kind, LEASING[kind]) == drawn(kind, LEASING[kind])


def test_every_clause_stands_in_the_contract_word_for_word():
    said = contract(ORDINARY)
    text = text_of(drawn("contract", said))
    for clause in said["clauses"]:
        assert f"{clause['number']}{clause['heading']}" in text
        assert clause["text"].replace(" ", "") in text


def test_only_the_heavy_clauses_have_a_box():
    said = contract(ORDINARY)
    heavy = [clause for clause in said["clauses"] if clause["heavy"]]
    assert text_of(drawn("contract", said)).count("请阅读后勾选确认") == len(heavy) == 5


def test_twelve_fees_stand_in_the_first_annex_and_the_whole_plan_in_the_second():
    text = text_of(drawn("contract", contract(EVERYTHING)))
    annex = text.partition("附表一")[2]
    assert [item for item, _ in FEES if item.replace(" ", "") not in annex] == []
    assert "合计29,255.85" in annex


def test_a_fee_says_for_how_long_for_which_square_metres_and_what_was_noted():
    said = contract(ORDINARY)
    said["terms"] = [
        {**said["terms"][0], "area_m2": "12.50", "note": "第一年", "first": "2026-04-01"},
        {**said["terms"][1], "per": "once", "first": "2026-05-01"},
    ]
    text = text_of(drawn("contract", said))
    assert "摊位租金（第一年）每月每平方米（共12.50）2026-04-01起1,700.00" in text
    assert "管理费一次性2026-05-01120.00" in text


def test_a_name_that_no_font_has_is_named_at_the_foot_of_the_contract():
    text = text_of(drawn("contract", contract(EVERYTHING)))
    assert "于〓（40%）" in text
    assert "U+20BB7" in text


def test_the_plan_says_the_same_sums_as_the_contract():
    text = text_of(drawn("plan", LEASING["plan"]))
    assert "合计29,255.85" in text
    assert text.count("同第1期") == 8


def test_the_record_of_a_signature_holds_both_digests():
    said = LEASING["signature"]
    text = text_of(drawn("signature", said))
    assert said["sha256"] in text
    assert said["pdf_sha256"] in text
    assert "138****0077" in text


def test_an_amendment_says_every_fee_and_whatever_else_was_agreed():
    text = text_of(drawn("amendment", AMENDMENT))
    assert [item for item, _ in FEES if item.replace(" ", "") not in text] == []
    assert "不再收取广告位费" in text
    assert "付款日改为每月10日" in text
    assert "租期改为至2027年6月30日（含当日）" in text
    assert "2026-10-01至2026-10-31，租金减收50%；提前退租的，减免部分补收" in text
    assert "advertising" not in text


def test_an_offer_to_stay_names_the_hour_by_the_clock_on_the_wall():
    text = text_of(drawn("renewal", RENEWAL))
    assert "请在2026年10月15日18:00前答复" in text
    assert "¥3,400.00（其中¥1,700.00由原合同转来）" in text


def test_an_objection_names_its_article_and_what_is_to_be_done():
    assert "第七百一十八条" in text_of(drawn("objection", SUBLET))
    staying = text_of(drawn("objection", STAYING))
    assert "第七百三十四条" in staying
    assert "请在2026年10月5日（含当日）前腾清并交还摊位" in staying


def test_a_termination_names_the_demand_that_went_before_if_any():
    assert "催缴函要求在2026年9月10日前付清" in text_of(drawn("termination", TERMINATION))
    alone = text_of(drawn("termination", {**TERMINATION, "demand": "", "cure_by": None}))
    assert "催缴函" not in alone and "合同在2026年10月5日（含当日）终止" in alone


def test_what_is_signed_stands_on_the_page_of_the_signatures():
    pages = PdfReader(BytesIO(drawn("amendment", AMENDMENT))).pages
    last = "".join(pages[-1].extract_text().split())
    assert len(pages) == 2 and "签字" in last and "原合同其他条款不变" in last
