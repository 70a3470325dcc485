"""Every phrase can be said, fits a text message and holds none of the words that are refused."""

from string import Formatter

import pytest

from market.core.phrases import OCCASIONS, Fact, compose

EXAMPLES = {
    Fact.FEN: 173333,
    Fact.DAY: "2026-08-31",
    Fact.MOMENT: "2026-09-02T18:05:00+08:00",
    Fact.TEXT: "A-12",
}
REFUSED = ("催款", "催缴", "招商", "年检", "代办", "会展", "【", "】", "¥", "★", "http")
SIGNATURE = "【汇泉农贸市场】"
SEGMENT = 70


def facts_of(occasion):
    return {name: EXAMPLES[kind] for name, kind in OCCASIONS[occasion].facts.items()}


def fields(words):
    return {
        name
        for text in (words.title, words.body)
        for _, name, _, _ in Formatter().parse(text)
        if name
    }


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_the_words_use_the_facts_that_the_occasion_asks_for_in_both_languages(occasion):
    said = OCCASIONS[occasion]

    assert fields(said.zh) == set(said.facts)
    assert fields(said.en) == set(said.facts)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_chinese_fits_one_text_message_and_has_none_of_the_words_that_are_refused(occasion):
    words = compose(occasion, "zh-hans", facts_of(occasion))

    assert len(SIGNATURE + words.body) <= SEGMENT
    assert [word for word in REFUSED if word in words.title + words.body] == []


def test_a_bill_is_told_in_chinese():
    facts = {"amount_fen": 173333, "what": "租金、管理费", "due_on": "2026-08-31"}
    words = compose("rent_due", "zh-hans", facts)

    assert words.title == "缴费通知：1733.33 元，最晚8月31日（周一）"
    assert words.body == (
        "您有一笔账单1733.33 元（租金、管理费），最晚8月31日（周一）缴。"
        "到收费处、转账或扫码都行，已经缴过就不用理会。"
    )


def test_a_bill_is_told_in_english():
    facts = {"amount_fen": 173333, "what": "Rent, Management fee", "due_on": "2026-08-31"}
    words = compose("rent_due", "en", facts)

    assert words.title == "Your bill: 1733.33 yuan by Mon 31 Aug"
    assert words.body == (
        "You have a bill of 1733.33 yuan (Rent, Management fee), payable by Mon 31 Aug: at the "
        "office, by transfer or by code. If you have paid, there is nothing to do."
    )


def test_a_fact_that_is_not_there_is_a_mistake_and_not_a_gap_in_a_message():
    with pytest.raises(KeyError, match="due_on"):
        compose("rent_due", "en", {"amount_fen": 1, "what": "rent"})
