import pytest

from market.core.names import person_name, tidy, trade_name
from tests.refused import refused


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  王  小蔄 ", "王 小蔄"),
        ("Ｚｈａｎｇ　San", "Zhang San"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽∙买买提", "阿依古丽·买买提"),
        ("王\u200b小\ufeff蔄", "王小蔄"),
        ("\uf900\uf9c4\ufa11", "\uf900\uf9c4\ufa11"),
        ("", ""),
    ],
)
def test_text_is_tidied_and_no_han_character_is_exchanged(typed, expected):
    assert tidy(typed) == expected


@pytest.mark.parametrize(
    "name",
    ["王蔄", "李㛃", "单𬭎", "𠮷野", "阿依古丽·买买提", "Zoë O'Neil-Smith Jr.", "张\U0003134b"],
)
def test_rare_and_foreign_names_are_names(name):
    assert person_name(name) == name


def test_a_full_stop_between_han_is_the_dot_of_a_name():
    assert person_name("阿依古丽.买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize("typed", ["王", "", "··", "蔄" * 51])
def test_a_name_has_two_to_fifty_characters(typed):
    code, sentence = refused(person_name, typed)
    count = len(typed.strip("·"))
    assert (code, sentence) == (
        "name_length",
        f"A name has 2 to 50 characters, this has {count}. Please write it out in full.",
    )


@pytest.mark.parametrize(("typed", "sign", "place"), [("王2", "2", 2), ("王小(蔄)", "(", 3)])
def test_what_no_name_is_written_with_is_pointed_at(typed, sign, place):
    assert refused(person_name, typed) == (
        "name_sign",
        f"{sign} (character {place}) does not belong in a person's name. Please look at it again.",
    )


@pytest.mark.parametrize("typed", ["王\ue863", "王\ufffd", "王\x07蔄"])
@pytest.mark.parametrize("check", [person_name, trade_name])
def test_a_character_that_only_one_computer_knew_is_refused(check, typed):
    assert refused(check, typed) == (
        "name_private_sign",
        "Character 2 was lost on the way here: other computers cannot show it. "
        "Please type it again.",
    )


@pytest.mark.parametrize("name", ["老王烧烤 2 号", "El Tonayense #60", "蔄记", "7-11"])
def test_a_shop_may_have_digits_and_marks_in_its_name(name):
    assert trade_name(name) == name


@pytest.mark.parametrize("typed", ["", "#", "店", "店" * 101])
def test_a_shop_has_a_name_of_two_to_a_hundred_characters(typed):
    code, sentence = refused(trade_name, typed)
    assert (code, sentence) == (
        "name_length",
        f"A name has 2 to 100 characters, this has {len(typed)}. Please write it out in full.",
    )
