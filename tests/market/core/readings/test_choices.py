from enum import StrEnum

import pytest

from market.core.readings import one_of, several, text, yes_no
from tests.refused import refused


class Trade(StrEnum):
    FISH = "fish"
    MEAT = "meat"


trade = one_of({Trade.FISH: ("水产", "海鲜"), Trade.MEAT: ("鲜肉", "Fresh Meat")})


@pytest.mark.parametrize("cell", ["是", "有", "√", "✓", "Y", "yes", "1", "TRUE", True])
def test_there_are_many_ways_to_say_yes(cell):
    assert yes_no(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "×", "x", "N", "No", "0", False])
def test_there_are_many_ways_to_say_no(cell):
    assert yes_no(cell) is False


def test_anything_else_is_neither():
    assert refused(yes_no, "部分") == (
        "bad_yes_no",
        "部分 is neither yes nor no. Write 是 or 否.",
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("海鲜", Trade.FISH), ("fish", Trade.FISH), ("FRESH MEAT", Trade.MEAT), ("鲜 肉", Trade.MEAT)],
)
def test_a_word_is_known_by_its_own_name_and_by_its_synonyms(cell, expected):
    assert trade(cell) is expected


def test_an_unknown_word_is_refused_with_the_known_ones():
    assert refused(trade, "水果") == (
        "unknown_word",
        "水果 is not known here. Known are: 水产, 鲜肉.",
    )


@pytest.mark.parametrize(
    "cell",
    ["A-1、A-2", "A-1，A-2", "A-1;A-2；", "A-1 / A-2", "A-1\nA-2", "A-1+A-2", "A-1、A-2、A-1"],
)
def test_a_list_is_read_item_by_item_and_each_once(cell):
    assert several(text(20))(cell) == ("A-1", "A-2")


def test_an_item_that_is_too_long_is_refused():
    assert refused(several(text(3)), "A-1、A-100")[0] == "too_long"
