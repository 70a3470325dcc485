"""A place with a space and 市场 in its name, and houses that do not outlive their test."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from market.local import postgres, seats
from tests.market.local.houses import House


@pytest.fixture(autouse=True)
def nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own database and broker are not meant for these tests."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def var() -> Iterator[Path]:
    """A `var` that every account can enter."""
    with a_place() as folder:
        yield folder


@pytest.fixture(scope="session")
def laid_out() -> Iterator[Path]:
    """A `var` with a database laid out in it, which is never started: for copying."""
    with a_place() as folder:
        postgres.prepare(folder / "postgres", {**postgres.SETTINGS, **postgres.THROW_AWAY})
        (folder / "postgres.port").unlink()
        yield folder


@pytest.fixture
def furnished(var: Path, laid_out: Path) -> Path:
    """A `var` of the test's own with a database laid out in it."""
    subprocess.run(["cp", "-a", f"{laid_out}/.", str(var)], check=True)
    return var


@pytest.fixture
def start_house() -> Iterator[Callable[..., House]]:
    """Starts small houses, and ends those that a failing test leaves."""
    houses: list[House] = []

    def start(*arguments: object, **options: str) -> House:
        houses.append(House(*arguments, **options))
        return houses[-1]

    yield start
    for house in houses:
        house.end()


@pytest.fixture(scope="session")
def house(laid_out: Path) -> Iterator[House]:
    """A running house for tests that only look."""
    with a_place() as folder:
        subprocess.run(["cp", "-a", f"{laid_out}/.", str(folder)], check=True)
        running = House(folder)
        yield running
        running.end()


@contextmanager
def a_place() -> Iterator[Path]:
    """A `var` below a folder with a space and 市场 in its name, open to every account."""
    top = Path(tempfile.mkdtemp(prefix="huiquan-"))
    folder = top / "汇泉 市场" / "var"
    folder.mkdir(parents=True)
    for each in (top, folder.parent, folder):
        each.chmod(0o755)
    yield folder
    seats.clear(folder / "postgres")
    shutil.rmtree(top)
