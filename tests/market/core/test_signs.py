import pytest

from market.core.signs import narrow, seen, unspaced


def test_what_nobody_sees_is_gone():
    assert seen("\ufeff13\u200b8\u202d1\u2060") == "1381"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ａ－１２　号", "A-12 号"),
        ("１，７００．５０", "1,700.50"),
        ("⼤⼒", "大力"),
        ("\ufa11\uf900\uf9c4", "\ufa11\uf900\uf9c4"),
        ("蔄㛃𬭎𠮷", "蔄㛃𬭎𠮷"),
    ],
)
def test_wide_signs_become_plain_and_han_stay_as_they_are(text, expected):
    assert narrow(text) == expected


def test_a_number_is_compared_without_spaces_and_in_capitals():
    assert unspaced(" 110105\u3000１９４９ 002x\t") == "1101051949002X"
