"""Secrets of this checkout: made once, kept in files that only their owner can read."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path


def password() -> str:
    """A long random text that needs no quoting anywhere."""
    return secrets.token_urlsafe(32)


def seal() -> str:
    """32 random bytes in url-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii")


def kept(file: Path, make: Callable[[], str]) -> str:
    """The secret in the file; this will make it first where there is none."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as paper:
            paper.write(make())
        try:
            os.link(draft, file)
        except FileExistsError:
            # another start was quicker, and its secret counts
            return kept(file, make)
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii")
