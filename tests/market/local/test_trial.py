"""Test runs keep out of each other's way and clean up."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from market.local import trial
from market.local.embedded import Ground
from tests.market.local.houses import House


def test_two_runs_at_once_have_a_folder_each_and_leave_none(var: Path) -> None:
    with trial.throw_away(var) as (first, _), trial.throw_away(var) as (second, _):
        assert first != second
        assert sorted(var.glob("test-*")) == sorted([first, second])
    assert list(var.glob("test-*")) == []


def test_what_a_killed_run_left_is_removed_by_the_next(
    var: Path, start_house: Callable[..., House]
) -> None:
    left = var / "test-killed"
    start_house(left).kill()

    with trial.throw_away(var) as (folder, _):
        assert list(var.glob("test-*")) == [folder]


@pytest.mark.parametrize(
    ("code", "answer"), [("raise SystemExit(5)", 5), ("import os; os.kill(os.getpid(), 9)", 137)]
)
def test_the_exit_code_of_pytest_passes_through(
    code: str, answer: int, tmp_path: Path, run_module: Callable[..., int]
) -> None:
    assert run_module(tmp_path, code) == answer


@pytest.fixture
def run_module(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs a module called pytest that is no more than the code given."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def run(folder: Path, code: str) -> int:
        (folder / "pytest.py").write_text(code, encoding="utf-8")
        return trial.pytest(folder, [], {})

    return run


def test_each_run_has_a_test_database_and_files_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HUIQUAN_TEST_DATABASE", "HUIQUAN_UPLOADS", "HUIQUAN_DEMO"):
        monkeypatch.delenv(name, raising=False)
    var = tmp_path / "test-one"
    var.mkdir()

    told = trial.told(var, Ground({"DATABASE_URL": "postgresql://given"}, (), None))

    wanted = {
        "HUIQUAN_TEST_DATABASE": "test_one",
        "HUIQUAN_UPLOADS": str(var / "uploads"),
        "HUIQUAN_DEMO": "1",
        "DATABASE_URL": "postgresql://given",
    }
    assert {name: told[name] for name in wanted} == wanted
