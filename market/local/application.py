"""The application's own processes, with the commands that a production runs them by as well."""

import signal
import sys
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from market.local.processes import Service

WEB = (
    *("gunicorn", "market.config.wsgi", "--worker-class", "gthread", "--threads", "8"),
    *("--timeout", "60", "--no-control-socket"),
)
# threads, because forked workers need a writable /dev/shm
WORKER = (
    *("celery", "--app", "market.config.celery", "worker", "--pool", "threads"),
    *("--concurrency", "4", "--loglevel", "INFO", "--without-gossip", "--without-mingle"),
)
BEAT = (
    *("celery", "--app", "market.config.celery", "beat", "--loglevel", "INFO"),
    *("--schedule", "var/beat-schedule"),
)


def module(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command by this very interpreter: the scripts in `.venv/bin` do not survive a move."""
    return (sys.executable, "-m", *command)


def web(root: Path, variables: Mapping[str, str], host: str, port: int) -> Service:
    """The pages and the API, ready when the first page comes."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return Service(
        name="web",
        command=module((*WEB, "--bind", bind)),
        # a web that has lost its supervisor leaves within two seconds, whatever it is doing
        environment={"GUNICORN_CMD_ARGS": "--graceful-timeout 2"} | dict(variables),
        folder=root,
        ready=partial(answers_first_page, host, port),
        orphaned=signal.SIGQUIT,
    )


def worker(root: Path, variables: Mapping[str, str]) -> Service:
    """The hands that do what the bell rings for."""
    return Service("worker", module(WORKER), variables, root)


def beat(root: Path, variables: Mapping[str, str]) -> Service:
    """The bell itself."""
    return Service("beat", module(BEAT), variables, root, patience=3.0)


def django(root: Path, variables: Mapping[str, str], *command: str) -> Service:
    """One of the project's own commands, to be run to its end."""
    return Service(command[0], (sys.executable, str(root / "manage.py"), *command), variables, root)


def answers_first_page(host: str, port: int, pid: int) -> bool:
    """Whether the web answers; what it has to say of an error stands in its log."""
    line = HTTPConnection(reachable(host), port, timeout=10.0)
    try:
        line.request("GET", "/")
        line.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
    return True


def reachable(host: str) -> str:
    """An address of this machine by which a server that listens on `host` is reached."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
