import hashlib
import re

from market.documents.drawing import fonts

NOTES = fonts.FOLDER / "README.md"


def test_the_fonts_are_those_that_were_written_down():
    written = dict(re.findall(r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|$", NOTES.read_text(), re.M))
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in fonts.FOLDER.glob("*.ttf")
    }
    assert written == found
    assert "SIL Open Font License" in (fonts.FOLDER / "OFL.txt").read_text()


def test_the_names_of_the_town_can_be_written_in_both_weights():
    drawn = fonts.ready()
    assert [char for char in "蔄镕堃㐂" if ord(char) not in drawn[fonts.REGULAR]] == []
    assert [char for char in "蔄镕堃㐂" if ord(char) not in drawn[fonts.BOLD]] == []


def test_every_character_of_gbk_in_use_can_be_drawn():
    han = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert fonts.missing(han) == ()


def test_a_character_in_no_font_is_found_before_anything_is_drawn():
    assert fonts.missing(["𠮷野家", "蔄"]) == ("𠮷",)
    assert fonts.legible("𠮷野家") == "〓野家"


def test_what_bold_lacks_is_set_in_regular_and_what_is_written_is_escaped():
    assert fonts.marked_up("<甲> & 䶮", bold=True) == (
        '&lt;甲&gt; &amp; <font name="NotoSansSC-Regular">䶮</font>'
    )
