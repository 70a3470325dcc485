"""The project's own interpreter, `.venv`, holding exactly what a lock file names."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from market.local import mirrors
from market.local.locks import queue
from market.local.places import CannotStart, Places

# each lock holds everything that the ones before it hold
LOCKS = {"local": "requirements-local.lock", "dev": "requirements-dev.lock"}
UV_LOCK = Path(__file__).with_name("uv.lock.txt")
STAMP = "huiquan.stamp"


def interpreter(places: Places) -> Path:
    """The environment's Python."""
    return places.environment / "bin" / "python"


def outer_interpreter(places: Places) -> str:
    """The Python with pip: the caller's, or the one that our environment was made from."""
    return str(getattr(sys, "_base_executable", "")) if inside(places) else sys.executable


def inside(places: Places) -> bool:
    """Whether this very process runs in the project's environment."""
    return Path(sys.prefix).resolve() == places.environment.resolve()


def digest(file: Path) -> str:
    """What a lock file says, in 64 letters."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def stamp(places: Places, kind: str) -> str:
    """What is noted in an environment that holds the lock of this kind, as it is today."""
    return f"{kind} {digest(places.root / LOCKS[kind])}"


def noted(places: Places) -> str:
    """What the environment says it holds; nothing where there is none that works."""
    note = places.environment / STAMP
    if not os.access(interpreter(places), os.X_OK) or not os.access(note, os.R_OK):
        return ""
    return note.read_text(encoding="utf-8")


def holds(places: Places, kind: str) -> bool:
    """Whether the environment holds this kind's lock, or a larger one's."""
    kinds = list(LOCKS)
    return noted(places) in [stamp(places, each) for each in kinds[kinds.index(kind) :]]


def enter(places: Places, arguments: list[str]) -> None:
    """This process goes on as the environment's Python, with the same arguments; never returns."""
    python = str(interpreter(places))
    os.execv(python, [python, str(places.root / "manage.py"), *arguments])


def ensure(places: Places, kind: str) -> None:
    """This will fetch what the lock of this kind names, unless it is there already.

    Two calls at once wait for each other. Raises CannotStart when something cannot be fetched.
    """
    if holds(places, kind):
        return
    with queue(places.var / "environment.lock"):
        if not holds(places, kind):
            install(places, larger(kind, noted(places).partition(" ")[0]))


def larger(wanted: str, had: str) -> str:
    """The kind to install: an environment never shrinks."""
    kinds = list(LOCKS)
    return had if had in kinds and kinds.index(had) > kinds.index(wanted) else wanted


def install(places: Places, kind: str) -> None:
    """This will bring `.venv` to exactly what the lock of this kind names."""
    print("Fetching the locked dependencies; this is needed once.", file=sys.stderr)
    uv = installer(places)
    variables = uv_variables(places)
    if not os.access(interpreter(places), os.X_OK):
        new = ("venv", "--quiet", "--clear", "--no-project", "--python", outer_interpreter(places))
        run(variables, uv, *new, places.environment)
    (places.environment / STAMP).unlink(missing_ok=True)
    sync = ("pip", "sync", "--require-hashes", "--python", interpreter(places))
    run(variables, uv, *sync, places.root / LOCKS[kind])
    (places.environment / STAMP).write_text(stamp(places, kind), encoding="utf-8")


def installer(places: Places) -> Path:
    """uv, in the version that this project names, fetched by pip where it is not there."""
    uv, note = places.tools / "bin" / "uv", places.tools / STAMP
    if os.access(uv, os.X_OK) and note.exists() and note.read_text() == digest(UV_LOCK):
        return uv
    shutil.rmtree(places.tools, ignore_errors=True)
    # settings of a user's pip that would refuse --target
    variables = os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
    pip = (outer_interpreter(places), "-m", "pip", "install", "--quiet", "--require-hashes")
    run(variables, *pip, "--only-binary=:all:", "--target", places.tools, "-r", UV_LOCK)
    note.write_text(digest(UV_LOCK), encoding="utf-8")
    return uv


def uv_variables(places: Places) -> dict[str, str]:
    """The environment for uv: no Python of its own, and the user's mirrors."""
    pip = mirrors.pip_settings(outer_interpreter(places))
    variables = dict(os.environ) | mirrors.for_uv(pip, os.environ)
    variables["UV_PYTHON_DOWNLOADS"] = "never"
    variables.pop("VIRTUAL_ENV", None)
    if not os.access(Path.home(), os.W_OK):
        variables.setdefault("UV_CACHE_DIR", str(places.tools / "cache"))
    return variables


def run(variables: Mapping[str, str], *command: str | Path) -> None:
    """This will run an installer; its words go to stderr, and stdin stays the caller's."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, env=dict(variables), stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
    )
    if done.returncode:
        raise CannotStart(
            "The dependencies could not be fetched (the reason stands above). "
            "A mirror is taken from pip's own settings: pip config set global.index-url ADDRESS"
        )
