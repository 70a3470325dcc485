import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.pinyin import initials_pattern, sort_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("王小蔄", "wang xiao man"),
        ("蔄明", "man ming"),
        ("李㛃", "li jie"),
        ("单𬭎", "shan hong"),
        ("𠮷野", "ji ye"),
        ("曾芳", "zeng fang"),
        ("曾记豆腐坊", "zeng ji dou fu fang"),
        ("仇英", "qiu ying"),
        ("解缙", "xie jin"),
        ("查良", "zha liang"),
        ("区伯", "ou bo"),
        ("朴树", "piao shu"),
        ("翟明", "zhai ming"),
        ("盖明", "gai ming"),
        ("牟明", "mu ming"),
        ("万俟明", "mo qi ming"),
        ("尉迟明", "yu chi ming"),
        ("吕布", "lv bu"),
        ("阿依古丽·买买提", "a yi gu li mai mai ti"),
        ("Éclair № 3", "eclair no 000003"),
        ("Ｅｌ　Tonayense #60", "el tonayense 000060"),
    ],
)
def test_names_are_read_as_their_bearers_read_them(name, key):
    assert sort_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("解放路小吃", "jie fang lu xiao chi"),
        ("重庆小面", "chong qing xiao mian"),
        ("单位食堂", "dan wei shi tang"),
        ("查看", "cha kan"),
    ],
)
def test_a_word_is_not_taken_for_a_surname(name, key):
    assert sort_key(name) == key


def test_people_come_in_the_order_of_a_telephone_book():
    names = ["曾芳", "𠮷野", "王小蔄", "蔄明", "单芳", "安明", "西安", "先明"]
    in_order = ["安明", "𠮷野", "蔄明", "单芳", "王小蔄", "西安", "先明", "曾芳"]
    assert sorted(names, key=sort_key) == in_order


def test_numbers_come_in_their_own_order():
    codes = ["A-10", "A-2", "B-1", "A-2-1"]
    assert sorted(codes, key=sort_key) == ["A-2", "A-2-1", "A-10", "B-1"]


def test_a_character_no_dictionary_knows_comes_last():
    assert sort_key("\U0003134b明") == "~3134b ming"
    assert sort_key("\U0003134b明") > sort_key("卓明")


def test_a_key_fits_its_column():
    assert sort_key("庄" * 100) == ("zhuang " * 29)[:200]
    assert sort_key("庄明", longest=4) == "zhua"


@given(st.text(max_size=60))
def test_a_key_is_plain_ascii_in_small_letters(text):
    key = sort_key(text)
    assert key.isascii()
    assert key == key.lower()


@pytest.mark.parametrize(
    ("typed", "key", "meets"),
    [
        ("mj", "man ji 000007", True),
        ("MJ", "wang man jun", True),
        ("jm", "man ji", False),
        ("wxm", "wang xiao man", True),
        ("wm", "wang xiao man", False),
    ],
)
def test_first_letters_meet_the_syllables_of_a_name_one_after_another(typed, key, meets):
    assert bool(re.search(initials_pattern(typed), key)) is meets
