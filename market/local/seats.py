"""Where a database's data lie: in the project, or, where its account cannot enter, elsewhere."""

import os
import secrets
import shutil
from pathlib import Path

from market.local.accounts import Account, can_write
from market.local.places import CannotStart

SHELTERS = (Path("/var/lib"), Path("/var/tmp"))
ELSEWHERE = "elsewhere.txt"
BELONGS = "belongs-to.txt"


def seat(wanted: Path, account: Account | None) -> Path:
    """The folder for this account's data: `wanted`, or the place noted in it.

    This will make the folder. Raises CannotStart when data are there that the account cannot
    reach any more, or when no place is to be had.
    """
    wanted.mkdir(parents=True, exist_ok=True)
    if account is None:
        if (wanted / ELSEWHERE).exists():
            raise CannotStart(f"Root has put the data elsewhere, see {wanted / ELSEWHERE}.")
        return wanted
    if sheltered := shelter_of(wanted):
        return sheltered
    os.chown(wanted, account.uid, account.gid)
    if can_write(account, wanted):
        return wanted
    if (wanted / "data").exists():
        raise CannotStart(
            f"The database's account can no longer enter {wanted}. Let others pass through "
            "the folders above it again (chmod o+x), or start as another user."
        )
    return new_shelter(wanted, account)


def shelter_of(wanted: Path) -> Path | None:
    """The place noted in `wanted`, unless it belongs to a checkout that this is a copy of."""
    note = wanted / ELSEWHERE
    if not note.exists():
        return None
    home = Path(note.read_text(encoding="utf-8"))
    if not (home / BELONGS).exists():
        raise CannotStart(f"The data noted in {note} are gone. Remove the note to begin anew.")
    owner = Path((home / BELONGS).read_text(encoding="utf-8"))
    if owner != wanted and (owner / ELSEWHERE).exists():
        return None
    (home / BELONGS).write_text(str(wanted), encoding="utf-8")
    return home


def new_shelter(wanted: Path, account: Account) -> Path:
    """A new folder outside the project, noted on both sides."""
    for parent in SHELTERS:
        home = parent / f"huiquan-{secrets.token_hex(6)}"
        try:
            home.mkdir(mode=0o700)
        except OSError:
            continue
        os.chown(home, account.uid, account.gid)
        if can_write(account, home):
            (home / BELONGS).write_text(str(wanted), encoding="utf-8")
            (wanted / ELSEWHERE).write_text(str(home), encoding="utf-8")
            return home
        home.rmdir()
    raise CannotStart(
        "The database's account can enter neither the project nor "
        f"{' nor '.join(map(str, SHELTERS))}. Start as another user, or set DATABASE_URL."
    )


def clear(wanted: Path) -> None:
    """This will remove the data, wherever they lie."""
    note = wanted / ELSEWHERE
    if note.exists():
        shutil.rmtree(note.read_text(encoding="utf-8"), ignore_errors=True)
    shutil.rmtree(wanted, ignore_errors=True)
