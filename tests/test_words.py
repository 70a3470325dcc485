"""Nothing is left unsaid in Chinese, and what is compiled is what is written."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("market", "leasing", "events")


def catalogue(root, app):
    return polib.pofile(str(root / app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))


def words(found):
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural.get(0, "")
        for entry in found
        if not entry.obsolete
    }


@pytest.mark.parametrize("app", APPS)
def test_no_word_is_open_and_none_is_a_guess(app):
    found = catalogue(ROOT, app)
    assert [key for key, chinese in words(found).items() if not chinese] == []
    assert [entry.msgid for entry in found if entry.fuzzy] == []


@pytest.mark.parametrize("app", APPS)
def test_what_is_compiled_is_what_is_written(app):
    folder = ROOT / app / "locale" / "zh_Hans" / "LC_MESSAGES"
    compiled = polib.mofile(str(folder / "django.mo"))
    assert words(compiled) == words(catalogue(ROOT, app))


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="Debian's package gettext is missing")
def test_every_sentence_in_the_code_is_in_a_catalogue(tmp_path):
    """Gathers the words of a copy anew: nothing may be new."""
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    for app in APPS:
        assert set(words(catalogue(tmp_path, app))) - set(words(catalogue(ROOT, app))) == set()
