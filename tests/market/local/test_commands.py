"""What `manage.py` does with its first word."""

from pathlib import Path

import pytest

from market.local import commands
from market.local.places import CannotStart, Places

Done = list[tuple[str, object]]


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Done:
    """What was asked of the environment and of Django."""
    heard: Done = []
    monkeypatch.setattr(commands, "HERE", Places(tmp_path))
    monkeypatch.setattr(commands.environment, "inside", lambda _: True)
    monkeypatch.setattr(commands.environment, "ensure", lambda _, kind: heard.append(("has", kind)))
    monkeypatch.setattr(commands, "execute", lambda words, told: heard.append(("runs", words)) or 0)
    monkeypatch.setattr(
        commands.trial, "test", lambda _, words: heard.append(("tests", words)) or 7
    )
    return heard


def test_a_preview_needs_no_services_and_leaves_nothing_behind(done: Done, tmp_path: Path) -> None:
    assert commands.main(["preview", "rent"]) == 0

    assert done == [("has", "local"), ("runs", ["preview", "rent"])]
    assert list(tmp_path.iterdir()) == []


def test_asking_a_command_for_help_needs_no_services(done: Done, tmp_path: Path) -> None:
    assert commands.main(["sweep", "--help"]) == 0

    assert list(tmp_path.iterdir()) == []


def test_the_tests_get_what_they_need_and_their_code_passes_through(done: Done) -> None:
    assert commands.main(["test", "-q"]) == 7

    assert done == [("has", "dev"), ("tests", ["-q"])]


def test_a_wrong_option_is_told_before_anything_is_fetched(done: Done) -> None:
    with pytest.raises(SystemExit):
        commands.main(["up", "--fast"])

    assert done == []


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (CannotStart("The port is taken."), "The port is taken.\n"),
        (
            PermissionError(13, "Permission denied", "/var/x"),
            "This user may not use /var/x: Permission denied.\n",
        ),
    ],
)
def test_what_stands_in_the_way_is_told_in_a_sentence(
    reason: Exception,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: list[str]) -> int:
        raise reason

    monkeypatch.setattr(commands, "carry_out", fail)

    assert commands.main(["up"]) == 1
    assert capsys.readouterr().err == sentence
