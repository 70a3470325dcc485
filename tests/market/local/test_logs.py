"""Log files with a bound."""

from pathlib import Path

import pytest

from market.local import logs


def test_only_whole_and_new_lines_are_fresh(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text("old\n", encoding="utf-8")
    log = logs.Log(tmp_path, "web")
    with log.open() as file:
        file.write("新\nhalf".encode())
        file.flush()
        assert log.fresh_lines() == ["新"]
        file.write(b" and half\n")
    assert log.fresh_lines() == ["half and half"]
    assert log.fresh_lines() == []


def test_a_log_that_has_grown_too_big_is_set_aside_while_it_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "BIGGEST", 10)
    log = logs.Log(tmp_path, "web")
    with log.open() as file:
        file.write(b"0123456789\n")
        file.flush()
        log.trim()
        file.write(b"after\n")

    assert (tmp_path / "web.log.1").read_bytes() == b"0123456789\n"
    assert log.path.read_bytes() == b"after\n"
    assert log.fresh_lines() == ["after"]
