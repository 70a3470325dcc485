"""PostgreSQL refuses to run as root, so root hands it to an account that may do nothing."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from market.local.places import CannotStart


@dataclass(frozen=True)
class Account:
    """A user and a group of the system, by number."""

    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Who is to run the database: the owner of the data, else `nobody`; None when not root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as missing:
        raise CannotStart(
            "As root the database needs an account named nobody. "
            "Make one, start as another user, or set DATABASE_URL."
        ) from missing
    return Account(nobody.pw_uid, nobody.pw_gid)


def run_as(account: Account | None) -> dict[str, Any]:
    """The arguments that make subprocess start a program as this account; None is oneself."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def succeeds(account: Account, *command: str | Path) -> bool:
    """Whether this account can run the command to a good end."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            **run_as(account),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return done.returncode == 0


def can_write(account: Account, folder: Path) -> bool:
    """Whether this account reaches the folder, through all that stand above it."""
    return succeeds(account, "test", "-w", folder, "-a", "-x", folder)
