"""Secrets of the checkout."""

import base64
from pathlib import Path

from market.local import keys


def test_a_secret_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"

    assert keys.kept(file, lambda: "first") == "first"
    assert keys.kept(file, lambda: "second") == "first"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["secret_key"]


def test_of_two_starts_at_once_the_quicker_ones_secret_counts(tmp_path: Path) -> None:
    file = tmp_path / "secret_key"

    def slow() -> str:
        keys.kept(file, lambda: "quick")
        return "slow"

    assert keys.kept(file, slow) == "quick"


def test_a_seal_is_thirty_two_bytes() -> None:
    assert len(base64.urlsafe_b64decode(keys.seal())) == 32
    assert keys.seal() != keys.seal()
