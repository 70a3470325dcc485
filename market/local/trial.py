"""`manage.py test`: every test, on a PostgreSQL and a Redis that nobody else uses."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from market.local import embedded, postgres, seats, variables
from market.local.household import Occupied, household
from market.local.locks import queue
from market.local.places import Places
from market.local.processes import leash
from market.local.supervisor import Supervisor

PREFIX = "test-"


def test(places: Places, arguments: Sequence[str]) -> int:
    """This will run pytest with these arguments and answer its exit code."""
    settings = {**postgres.SETTINGS, **postgres.THROW_AWAY}
    with throw_away(places.var) as (var, hold), Supervisor(var / "log", hold) as house:
        ground = embedded.start(house, var, settings)
        house.wait_for(*ground.started)
        return pytest(places.root, arguments, told(var, ground))


@contextmanager
def throw_away(var: Path) -> Iterator[tuple[Path, int]]:
    """A folder of this run's own, kept as a household, and removed with all that is in it.

    This will also remove those of runs that were killed.
    """
    with ExitStack() as stack:
        with queue(var / "tests.lock"):
            for remains in var.glob(f"{PREFIX}*"):
                discard_if_left(remains)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=var))
            # the database's account has to pass through
            folder.chmod(0o755)
            stack.callback(discard, folder)
            hold = stack.enter_context(household(folder, "test"))
        yield folder, hold


def discard_if_left(folder: Path) -> None:
    """This will remove a folder that nobody keeps any more."""
    try:
        with household(folder, "test"):
            discard(folder)
    except Occupied:
        return


def discard(folder: Path) -> None:
    """This will remove a run's folder and the database it may have elsewhere."""
    seats.clear(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)


def told(var: Path, ground: embedded.Ground) -> dict[str, str]:
    """The tests' environment: a demo's, with files and a test database that no other run has."""
    own = {
        "HUIQUAN_TEST_DATABASE": var.name.replace("-", "_"),
        "HUIQUAN_UPLOADS": str(var / "uploads"),
    }
    asked = variables.lasting(var) | variables.demo(True) | own
    return asked | variables.given() | dict(ground.addresses)


def pytest(root: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """This will run pytest to its end. A Ctrl-C is pytest's to handle, SIGTERM becomes one.

    All of the tests run on every core, whole files beside each other.
    """
    beside = () if arguments else ("-n", "auto", "--dist", "loadfile")
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *beside, *arguments],
        cwd=root,
        env=dict(environment),
        preexec_fn=leash(signal.SIGKILL),
    ) as run:
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: run.send_signal(signal.SIGINT))
        code = run.wait()
    return code if code >= 0 else 128 - code
