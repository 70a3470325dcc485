"""The programme's Chinese is complete: nothing it says is left in English."""

import re
from pathlib import Path

import polib
import pytest

from events.core.words import states

HOUSE = Path(__file__).parents[2] / "events"
SAID = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')(?: as \w+)?(?: context "([^"]*)")?""")
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue():
    found = polib.pofile(str(HOUSE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
    return {
        (entry.msgctxt or "", entry.msgid): entry.msgstr or entry.msgstr_plural.get(0, "")
        for entry in found
    }


def test_no_words_of_the_catalogue_are_left_open(catalogue):
    assert {words for words, chinese in catalogue.items() if not chinese} == set()


def test_the_templates_say_nothing_that_is_not_in_the_catalogue(catalogue):
    said = {
        (context, double or single)
        for file in (HOUSE / "templates").rglob("*.html")
        for double, single, context in SAID.findall(file.read_text("utf-8"))
    }
    assert {words for words in said if words not in catalogue} == set()


def test_every_state_has_its_word(catalogue):
    assert {words for words in states() if words not in catalogue} == set()


def test_a_translation_keeps_every_place_that_is_filled_in(catalogue):
    lost = {
        english
        for (_, english), chinese in catalogue.items()
        if sorted(PLACES.findall(english)) != sorted(PLACES.findall(chinese))
    }
    assert lost == set()
