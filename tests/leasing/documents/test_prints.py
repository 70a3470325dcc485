"""Leasing's papers as they are drawn."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from pypdf import PdfReader

from market.documents.drawing import draw
from tests.leasing.documents.papers import EVERYTHING, LEASING, ORDINARY, contract
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
