"""A user who is not root starts the same house."""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from market.local.accounts import Account, succeeds
from market.local.places import PROJECT
from tests.market.local.houses import House, import_path, owners


@pytest.fixture
def visitor() -> Iterator[str]:
    """A user of this machine, made for the test."""
    if os.geteuid() != 0:
        pytest.skip("the whole run is a normal user's already")
    if not (shutil.which("useradd") and shutil.which("userdel")):
        pytest.skip("useradd and userdel are missing: no normal user can be made")
    name = f"huiquan-{secrets.token_hex(4)}"
    subprocess.run(["useradd", "--no-create-home", name], check=True)
    yield name
    subprocess.run(["userdel", name], check=True)


@pytest.fixture
def interpreter(visitor: str) -> str:
    """A Python that this user can run, with the project in its reach."""
    known = pwd.getpwnam(visitor)
    user = Account(known.pw_uid, known.pw_gid)
    new_enough = "import sys; raise SystemExit(sys.version_info[:2] != (3, 11))"
    for python in (sys.executable, shutil.which("python3", path="/usr/bin") or ""):
        if python and succeeds(user, python, "-c", new_enough):
            break
    else:
        pytest.skip("other users cannot run any Python 3.11 here")
    if not all(succeeds(user, "test", "-r", entry) for entry in [PROJECT, *import_path()]):
        pytest.skip("other users cannot enter the project here")
    return python


def test_a_normal_user_has_a_house_of_its_own(
    var: Path, visitor: str, interpreter: str, start_house: Callable[..., House]
) -> None:
    uid = pwd.getpwnam(visitor).pw_uid
    os.chown(var, uid, -1)

    house = start_house(var, python=interpreter, user=visitor)

    with psycopg.connect(house.addresses["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchall() == [(1,)]
    assert owners(Path(f"/proc/{pid}") for pid in house.pids()) == {uid}
    assert owners(var.rglob("*")) == {uid}
