"""A supervisor keeps its services running and takes them along when it goes."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest
import redis

from market.local import ports
from market.local.household import household
from market.local.places import CannotStart
from market.local.processes import Service
from market.local.supervisor import Interrupted, Supervisor
from tests.market.local.houses import House, parent_of, wait_until_gone

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True)"
)


def python(folder: Path, code: str, *, name: str = "small", patience: float = 10) -> Service:
    return Service(name, (sys.executable, "-c", code), {}, folder, patience=patience)


@contextmanager
def supervisor(var: Path, asked: threading.Event | None = None) -> Iterator[Supervisor]:
    with household(var, "up") as hold, Supervisor(var / "log", hold, asked) as house:
        yield house


def pid_of(house: Supervisor, name: str = "small") -> int:
    return house.running[name].process.pid


def test_nothing_is_left_five_seconds_after_the_supervisor_is_killed(
    furnished: Path, start_house: Callable[..., House]
) -> None:
    port = ports.free_port()
    house = start_house(furnished, port)
    busy = HTTPConnection("127.0.0.1", port)
    busy.request("GET", "/slow")
    connection = psycopg.connect(house.addresses["DATABASE_URL"], autocommit=True)
    connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    names = set(house.names().values())
    assert {"postgres", "redis-server", "python"} - names == set()

    house.kill()

    again = start_house(furnished)
    with psycopg.connect(again.addresses["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]


def test_a_supervisor_that_is_asked_to_stop_leaves_in_order(
    furnished: Path, start_house: Callable[..., House]
) -> None:
    house = start_house(furnished)
    running = house.pids()

    house.program.terminate()

    assert house.program.wait(10) == 0
    assert wait_until_gone(running, 0) == []
    assert "database system is shut down" in (furnished / "log" / "postgres.log").read_text()


def test_a_second_start_is_refused_and_names_the_first(
    house: House, start_house: Callable[..., House]
) -> None:
    second = start_house(house.var)

    assert second.addresses is None
    _, errors = second.program.communicate()
    assert f"`manage.py up` already runs here, as process {house.program.pid}." in errors
    assert redis.Redis.from_url(house.addresses["REDIS_URL"]).ping()


def test_a_house_counts_as_kept_while_one_of_its_services_lives(var: Path) -> None:
    with supervisor(var) as house:
        house.start(python(var, "import time; time.sleep(60)"))

        held = Path(f"/proc/{pid_of(house)}/fd/{house.hold}").readlink()

    assert held == var / "children.lock"


def test_a_service_that_dies_is_started_again(var: Path) -> None:
    asked = threading.Event()
    with supervisor(var, asked) as house:
        house.start(python(var, "import time; time.sleep(60)"))
        first = pid_of(house)
        house.running["small"].process.kill()
        house.running["small"].process.wait()

        house.look_at(house.running["small"])
        house.look_at(house.running["small"])

        assert pid_of(house) != first
        assert parent_of(pid_of(house)) is not None


def test_a_service_that_keeps_dying_is_given_longer_and_longer_pauses(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with supervisor(var) as house:
        house.start(python(var, "raise SystemExit(3)"))
        one = house.running["small"]
        for _ in range(3):
            one.process.wait()
            house.look_at(one)
            one.again_at = 0.0
            house.look_at(one)

    said = [line.split(" in ")[1].split(".")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == ["0 s", "1 s", "3 s"]


def test_a_service_that_does_not_stop_is_ended_when_its_patience_is_over(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with supervisor(var) as house:
        log = var / "log" / "small.log"
        house.start(python(var, f"{STUBBORN}; time.sleep(60)", patience=0.1))
        while not log.read_text():
            assert house.running["small"].process.poll() is None
        pid = pid_of(house)

    assert parent_of(pid) is None
    assert capsys.readouterr().err == "small did not stop in time and is ended.\n"


def test_a_service_that_dies_at_its_start_is_told_with_the_end_of_its_log(var: Path) -> None:
    with supervisor(var) as house:
        house.start(python(var, "raise SystemExit('no fish today')"))
        house.running["small"].process.wait()

        with pytest.raises(CannotStart) as refusal:
            house.wait_for("small")

    assert str(refusal.value) == "small has stopped. Its log ends:\nno fish today"


def test_a_program_is_run_to_its_end_and_its_lines_are_answered(var: Path) -> None:
    with supervisor(var) as house:
        assert house.run(python(var, "print('你好'); print('bye')")) == ["你好", "bye"]
        with pytest.raises(CannotStart, match="small failed"):
            house.run(python(var, "raise SystemExit(1)"))
        assert house.running == {}


def test_a_program_that_runs_to_its_end_makes_way_when_somebody_asks(var: Path) -> None:
    asked = threading.Event()
    asked.set()
    with supervisor(var, asked) as house, pytest.raises(Interrupted):
        house.run(python(var, "import time; time.sleep(60)"))


def test_errors_in_a_log_are_shown_and_other_lines_are_not(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with supervisor(var) as house:
        house.start(python(var, "print('1 INFO fish'); print('2 ERROR no fish')"))
        one = house.running["small"]
        one.process.wait()
        one.again_at = float("inf")

        house.look_at(one)

    assert capsys.readouterr().err == "small: 2 ERROR no fish\n"
