"""The frame's Chinese is complete: what a shell or a part says, the catalogue says too."""

import re
from pathlib import Path

import polib
import pytest

HOUSE = Path(__file__).parents[2] / "market"
TEMPLATES = HOUSE / "templates"
SHELLS = ("base", "public", "desk", "sheet", "refused")
FRAME = sorted(
    [
        *TEMPLATES.glob("*.html"),
        *(TEMPLATES / "market" / f"{name}.html" for name in SHELLS),
        *TEMPLATES.glob("market/guide*.html"),
        *TEMPLATES.glob("market/guide/*.html"),
        *TEMPLATES.glob("market/parts/*.html"),
    ]
)
SAID = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')(?: context "([^"]*)")?""")
SAID_IN_PYTHON = re.compile(r"""\b_\(\s*"([^"]*)"\s*\)""")
PLACES = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def catalogue():
    found = polib.pofile(str(HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in found}


def test_the_frame_says_nothing_that_is_not_in_the_chinese_catalogue(catalogue):
    said = {
        (context, double or single)
        for file in FRAME
        for double, single, context in SAID.findall(file.read_text(encoding="utf-8"))
    }
    assert {words for words in said if not catalogue.get(words)} == set()


def test_the_specimens_are_in_the_chinese_catalogue(catalogue):
    files = (HOUSE / "pages" / "specimens").glob("*.py")
    said = {words for file in files for words in SAID_IN_PYTHON.findall(file.read_text("utf-8"))}
    assert {words for words in said if not catalogue.get(("", words))} == set()


def test_a_translation_keeps_every_place_that_is_filled_in(catalogue):
    kept = {
        words: (sorted(PLACES.findall(words[1])), sorted(PLACES.findall(chinese)))
        for words, chinese in catalogue.items()
        if chinese
    }
    assert {words for words, (here, there) in kept.items() if here != there} == set()


def test_nothing_is_said_twice():
    found = polib.pofile(str(HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    keys = [(entry.msgctxt, entry.msgid) for entry in found]
    assert len(keys) == len(set(keys))
