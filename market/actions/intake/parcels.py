"""A list between its rehearsal and the deed: kept sealed for an hour, under a key that tells nothing."""

import os
import re
import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from market.core.refusals import Missing
from market.sealing import house_seal

KEPT = timedelta(hours=1)
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def keep(content: bytes, *, at: datetime) -> str:
    """Keep the bytes, sealed, and give their key. What lay there for an hour is thrown away."""
    place = _place()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    _clear(place, at)
    key = secrets.token_urlsafe(32)
    sealed = house_seal().seal(b64encode(content).decode(), _purpose(key))
    with (place / key).open("x") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(sealed)
    # its age is told by the clock of the house, not by the machine's
    os.utime(place / key, (at.timestamp(), at.timestamp()))
    return key


def take(key: str) -> bytes:
    """The bytes of a key. Raises Missing("list_gone") for what is no longer kept."""
    try:
        sealed = (_place() / _checked(key)).read_text()
    except FileNotFoundError as fault:
        raise _gone() from fault
    return b64decode(house_seal().open(sealed, _purpose(key)))


def drop(key: str) -> None:
    """Throw away what is kept under a key, if anything is."""
    (_place() / _checked(key)).unlink(missing_ok=True)


def _clear(place: Path, at: datetime) -> None:
    before = (at - KEPT).timestamp()
    for file in place.iterdir():
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)


def _checked(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise _gone()
    return key


def _gone() -> Missing:
    return Missing("list_gone", "This list is no longer here. Please send it again.")


def _place() -> Path:
    return Path(settings.UPLOADS) / "intake"


def _purpose(key: str) -> str:
    return f"intake.{key}"
