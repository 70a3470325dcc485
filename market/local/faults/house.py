"""A market's deliverers in processes of their own: two workers of four, two beats, a bell, a provider."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from market.local import postgres, redis, variables
from market.local.places import CannotStart
from market.local.processes import Service, launch, sweep_out
from market.local.trial import throw_away

SETTINGS = "market.drill.settings"
CELERY = ("celery", "--app", "market.config.celery")
WORKER = (*CELERY, "worker", "--concurrency", "4", "--loglevel", "ERROR")
QUIETLY = ("--without-gossip", "--without-mingle")


@dataclass
class Kept:
    """A process that is started again whenever it has gone, a while later."""

    service: Service
    process: subprocess.Popen[bytes]


class House:
    """Everything that delivers, and the ground it stands on."""

    def __init__(self, root: Path, var: Path, hold: int, *, knows: str, without: str) -> None:
        self.root, self.var, self.hold = root, var, hold
        self.cluster = postgres.prepare(var / "postgres", postgres.SETTINGS)
        self.store = redis.prepare(var / "redis")
        self.provider_port = _free_port()
        self.log = var / "told.jsonl"
        self.environment = {
            **variables.given(),
            **variables.passing(),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "HUIQUAN_DEMO": "1",
            "HUIQUAN_UPLOADS": str(var / "uploads"),
            "DATABASE_URL": self.cluster.address,
            "REDIS_URL": self.store.address,
            "HUIQUAN_GATEWAY_URL": f"http://127.0.0.1:{self.provider_port}/sms",
            "HUIQUAN_GATEWAY_TOKEN": "gateway-token",
            "HUIQUAN_GATEWAY_KNOWS": knows,
            "HUIQUAN_DRILL_WITHOUT": without,
        }
        self.knows = knows
        self.kept: dict[str, Kept] = {}
        self.spawned = 0
        self.stopped: list[tuple[float, int]] = []

    def start(self, service: Service) -> None:
        """Start it, and keep it from now on."""
        with (self.var / f"{service.name}.log").open("ab") as log:
            self.kept[service.name] = Kept(service, launch(service, log, self.hold))
        self.spawned += 1

    def keep(self) -> None:
        """Start again what has gone."""
        for name, kept in list(self.kept.items()):
            if kept.process.poll() is not None:
                sweep_out(kept.process)
                if name == "postgres":
                    postgres.forget_stale_pid(self.cluster)
                self.start(kept.service)

    def ground(self) -> None:
        """PostgreSQL and Redis, ready; tables and the provider."""
        self.start(postgres.service(self.cluster))
        self.start(redis.service(self.store))
        for name in ("postgres", "redis"):
            self.wait_for(name)
        # slow enough that whoever is killed has often just handed something over
        provider = ("tests.market.channels.provider", "--port", str(self.provider_port))
        rest = ("--log", str(self.log), "--knows", self.knows, "--lag", "6", "--trouble", "0.02")
        self.start(self._service("provider", *provider, *rest, "--delay", "0.15"))
        self.django("migrate", "--noinput", "--verbosity", "0")

    def deliverers(self) -> None:
        """Two workers of four, two beats and the second bell."""
        for number in ("1", "2"):
            name = f"worker-{number}"
            self.start(self._service(name, *WORKER, *QUIETLY, "--hostname", f"{name}@drill"))
            schedule = str(self.var / f"beat-{number}")
            beat = (*CELERY, "beat", "--loglevel", "ERROR", "--schedule", schedule)
            self.start(self._service(f"beat-{number}", *beat, "--pidfile", ""))
        self.start(self._service("bell", "django", "deliver", "--loop", "--every", "5"))

    def django(self, *command: str) -> None:
        """One of Django's commands to its end."""
        with (self.var / "django.log").open("ab") as log:
            done = subprocess.run(
                [sys.executable, "-m", "django", *command],
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode:
            raise CannotStart((self.var / "django.log").read_text("utf-8")[-4000:])

    def wait_for(self, name: str) -> None:
        """Until the service answers. Started again where it could not start yet."""
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            kept = self.kept[name]
            if kept.process.poll() is None and kept.service.ready(kept.process.pid):
                return
            self.keep()
            time.sleep(0.1)
        raise TimeoutError(f"{name} does not answer")

    def stop(self) -> None:
        """The hard way: nothing of it is needed any more."""
        for kept in reversed(self.kept.values()):
            if kept.process.poll() is None:
                os.killpg(kept.process.pid, signal.SIGCONT)
                os.killpg(kept.process.pid, signal.SIGKILL)
                kept.process.wait()
            sweep_out(kept.process)

    def _service(self, name: str, *module: str) -> Service:
        command = (sys.executable, "-m", *module)
        return Service(name, command, self.environment, self.root)


@contextmanager
def a_house(root: Path, var: Path, *, knows: str, without: str) -> Iterator[House]:
    """A house in a folder that is thrown away afterwards."""
    var.mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder, hold = stack.enter_context(throw_away(var))
        house = House(root, folder, hold, knows=knows, without=without)
        stack.callback(house.stop)
        house.ground()
        yield house


def children_of(pid: int) -> list[int]:
    """The processes that a process has forked, as the system tells."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text().split()]
        except OSError:
            continue
    return found


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def told(path: Path) -> list[str]:
    """What the provider says it took: the words of each message, in order."""
    if not path.exists():
        return []
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
