"""Ink on paper by day, lanterns by night: that both can be read is measured, not hoped."""

import re
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "market" / "static" / "market" / "huiquan.css"
STATES = ("free", "let", "soon", "trouble", "reserved", "closed")
GROUNDS = ("paper", "sheet", "shade")

TEXT = [
    *((words, ground) for words in ("ink", "ink-2", "ink-3", "link") for ground in GROUNDS),
    *((words, ground) for words in ("trouble-text", "lantern-text") for ground in GROUNDS),
    *((words, f"say-{tone}") for words in ("ink", "ink-2") for tone in ("let", "soon", "trouble")),
    ("trouble-text", "say-trouble"),
    ("on-lantern", "lantern-fill"),
    ("on-lantern", "lantern-fill-2"),
    ("paper", "ink"),
    *((f"{state}-ink", state) for state in STATES),
]
# what is not read but must be seen: edges, marks, and the one lit pitch
SEEN = [
    *((f"{state}-edge", "paper") for state in STATES),
    *(("lantern", ground) for ground in GROUNDS),
    *(("line-strong", ground) for ground in ("paper", "sheet")),
]


def blocks():
    """The three lists of colours in the sheet: the day, the device's night, the reader's night."""
    text = SHEET.read_text(encoding="utf-8")
    night = r":root:not\(\[data-theme=\"light\"\]\)", r":root\[data-theme=\"dark\"\]"
    found = [re.search(head + r" \{(.*?)\}", text, re.DOTALL) for head in (":root, .sheet", *night)]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1])) for block in found]


DAY, NIGHT, CHOSEN_NIGHT = blocks()


def luminance(colour):
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_words_can_be_read(colours, words, ground):
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_edges_and_marks_can_be_seen(colours, mark, ground):
    assert contrast(colours[mark], colours[ground]) >= 3


def test_the_night_one_asks_for_is_the_night_of_the_device():
    assert NIGHT == CHOSEN_NIGHT


def test_every_colour_of_the_day_has_its_night():
    assert set(NIGHT) == set(DAY)


def test_the_inks_are_the_ones_that_were_chosen():
    assert (DAY["paper"], DAY["ink"], DAY["lantern"]) == ("#fbfaf7", "#1d2433", "#d9541e")
    assert (NIGHT["paper"], NIGHT["ink"]) == ("#0f1626", "#e9e6df")


def test_no_colour_is_used_that_has_no_name():
    text = SHEET.read_text(encoding="utf-8")
    rules = text[text.index("/* 2 ground") :]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#ffffff"}
