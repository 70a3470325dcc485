"""Web servers of their own processes for a bench, on the database that is at hand."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep
from urllib.parse import quote

from django.conf import settings
from django.db import connection

GUNICORN = (
    "gunicorn",
    "--worker-class",
    "gthread",
    "--threads",
    "8",
    "--workers",
    "2",
    "--preload",
)
OURS = "market.config.wsgi"
PATIENCE = 300


@contextmanager
def serving(what: str = OURS, **told: str) -> Iterator[int]:
    """A server of the whole house, or of another application: the port on which it answers.

    told: variables of its environment besides the database and the secrets at hand.
    """
    port = _free_port()
    command = [sys.executable, "-m", *GUNICORN, "--no-control-socket", "--timeout", "120", what]
    server = subprocess.Popen(  # noqa: S603
        [*command, "--bind", f"127.0.0.1:{port}"],
        env={**os.environ, **_at_hand(), **told},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_it_listens(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _at_hand() -> dict[str, str]:
    """The same database and secrets."""
    there = connection.settings_dict
    user, password = quote(there["USER"]), quote(there["PASSWORD"])
    address = f"{there['HOST']}:{there['PORT'] or 5432}"
    return {
        "DATABASE_URL": f"postgresql://{user}:{password}@{address}/{quote(there['NAME'])}",
        "HUIQUAN_TEST_DATABASE": "",
        "HUIQUAN_SECRET_KEY": settings.SECRET_KEY,
        "HUIQUAN_SEAL_KEYS": settings.SEAL_KEYS,
        "DJANGO_SETTINGS_MODULE": "market.config.settings",
    }


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _until_it_listens(port: int) -> None:
    for _ in range(PATIENCE):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1.0):
            return
        sleep(0.1)
    raise TimeoutError("the server does not listen")
