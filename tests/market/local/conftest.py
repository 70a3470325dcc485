"""A place with a space and 市场 in its name, and houses that do not outlive their test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from market.local import seats
from tests.market.local.houses import House, wait_until_gone


@pytest.fixture(autouse=True)
def nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own database and broker are not meant for these tests."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def var() -> Iterator[Path]:
    """A `var` that every account can enter."""
    top = Path(tempfile.mkdtemp(prefix="huiquan-"))
    folder = top / "汇泉 市场" / "var"
    folder.mkdir(parents=True)
    for each in (top, folder.parent, folder):
        each.chmod(0o755)
    yield folder
    seats.clear(folder / "postgres")
    shutil.rmtree(top)


@pytest.fixture
def start_house() -> Iterator[Callable[..., House]]:
    """Starts small houses, and ends those that a failing test leaves."""
    houses: list[House] = []

    def start(*arguments: object, **options: str) -> House:
        houses.append(House(*arguments, **options))
        return houses[-1]

    yield start
    for house in houses:
        left = house.pids()
        house.program.kill()
        house.program.communicate()
        assert wait_until_gone(left, 10) == []
