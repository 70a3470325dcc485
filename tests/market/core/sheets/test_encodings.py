import pytest

from market.core.sheets.encodings import decode
from tests.refused import refused

TEXT = "摊位号,商户\nA-1,王小蔄\n"
UNKNOWN = (
    "unknown_encoding",
    "The encoding of this file cannot be told. Save it as CSV UTF-8, or name the encoding "
    "in the map.",
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_an_encoding_is_told_by_the_bytes(written, read):
    assert decode(TEXT.encode(written)) == (TEXT, read)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_shows_by_its_zeros(encoding):
    text = "code,area,rent\nA-1,12,1700\n"
    assert decode(text.encode(encoding)) == (text, encoding)


def test_gb18030_carries_characters_that_gbk_lacks():
    text = "姓名\n𠮷野㛃𬭎䶮\n"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_a_mark_of_gb18030_is_taken_off():
    assert decode("\ufeff蔄".encode("gb18030")) == ("蔄", "gb18030")


def test_a_named_encoding_is_the_one():
    assert decode("攤位".encode("big5"), "big5") == ("攤位", "big5")


def test_an_encoding_nobody_knows_is_refused():
    assert refused(decode, b"a", "gb99") == (
        "bad_encoding_name",
        "There is no encoding called gb99.",
    )


def test_damaged_utf_8_is_not_read_as_something_else():
    data = ("蔄山汇泉农贸市场\n" * 30).encode().replace("汇".encode(), b"\xe6\xb1", 1)
    assert refused(decode, data) == (
        "bad_bytes",
        "Line 1 cannot be read as utf-8. Save the file again as CSV UTF-8.",
    )


def test_the_line_of_a_bad_byte_is_counted_in_its_own_encoding():
    data = "一\n二\n三".encode("gb18030") + b"\xff\n"
    assert refused(decode, data, "gb18030") == (
        "bad_bytes",
        "Line 3 cannot be read as gb18030. Save the file again as CSV UTF-8.",
    )


@pytest.mark.parametrize("data", [b"\xff\x00\xff" * 9, "王\ue863".encode("gb18030") + b"\xaa\xa1"])
def test_bytes_that_are_no_text_are_refused(data):
    assert refused(decode, data) == UNKNOWN
