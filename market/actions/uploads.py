"""Files that came with papers: kept outside the web root, under names that tell nothing."""

import os
import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from market import rules
from market.actions import reveals
from market.core.actors import Actor
from market.core.files import clean
from market.core.refusals import Conflict, Missing
from market.core.states import PermitState
from market.models import Permit, Upload
from market.sealing import house_seal

MOST_PER_PERMIT = 12
OPEN_TO_FILES = (PermitState.SUBMITTED, PermitState.RETURNED)


@transaction.atomic
def store(content: bytes, name: str, permit: Permit, *, by: Actor, at: datetime) -> Upload:
    """Keep a photo or a PDF of a paper, once it is made harmless; a sensitive one is sealed.

    Nothing is kept of a file that is refused. This will refuse what files.clean() refuses, with
    Conflict("not_now") once the paper is decided, and with Conflict("too_many_files").
    """
    rules.require(by, "permit.submit", permit)
    _require_open(permit)
    return keep(content, name, by=by, at=at, permit=permit, sealed=permit.type.sensitive)


def keep(
    content: bytes,
    name: str,
    *,
    by: Actor,
    at: datetime,
    permit: Permit | None = None,
    sealed: bool = False,
) -> Upload:
    """Keep a file, once it is made harmless, for a thing whose own action has judged who may.

    This will refuse what files.clean() refuses. Must run inside the caller's transaction.
    """
    file = clean(content, name, most_bytes=settings.UPLOAD_BYTES)
    key = secrets.token_urlsafe(32)
    upload = Upload.objects.create(
        permit=permit,
        key=key,
        name=file.name,
        mime=file.mime,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        sealed=sealed,
        uploaded_at=at,
        uploaded_by_id=by.user,
    )
    _write(_place(key), _sealed(file.content, key) if upload.sealed else file.content)
    return upload


def read(upload: Upload) -> bytes:
    """The bytes as they were kept. Raises Missing("file_lost") where they are gone or changed."""
    try:
        kept = _place(upload.key).read_bytes()
    except FileNotFoundError as fault:
        raise Missing("file_lost", "This file is no longer here.") from fault
    content = _opened(kept, upload.key) if upload.sealed else kept
    if sha256(content).hexdigest() != upload.sha256:
        raise Missing("file_lost", "This file was damaged and cannot be shown.")
    return content


@transaction.atomic
def open_for(upload: Upload, *, by: Actor, at: datetime, reason: str = "") -> bytes:
    """The bytes for somebody who wants to look. A sensitive paper is opened with a reason.

    Whoever is not the vendor's own says why, and that is written down before anything is shown.
    """
    permit = upload.permit
    if permit is None:
        raise Missing("missing", "There is nothing here.")
    if upload.sealed and permit.vendor_id not in by.vendors:
        rules.require(by, "vendor.reveal", permit)
        reveals.note(permit.vendor, subject=f"upload:{upload.pk}", reason=reason, by=by, at=at)
    return read(upload)


def strays(*, at: datetime) -> list[Path]:
    """Files that no row knows, a day old: a crash left them behind."""
    known = set(Upload.objects.values_list("key", flat=True))
    before = (at - timedelta(days=1)).timestamp()
    return [
        file
        for file in Path(settings.UPLOADS).glob("??/*")
        if file.name not in known and file.stat().st_mtime < before
    ]


def sweep_strays(*, at: datetime) -> int:
    """Delete them. Answers how many there were."""
    found = strays(at=at)
    for stray in found:
        stray.unlink(missing_ok=True)
    return len(found)


def _require_open(permit: Permit) -> None:
    # the row is locked, so that two files at once are counted one after the other
    locked = Permit.objects.select_for_update(of=("self",)).get(pk=permit.pk)
    if locked.state not in OPEN_TO_FILES:
        raise Conflict(
            "not_now",
            "This paper is decided. Hand in a new one to send another photo.",
            state=locked.state,
        )
    if permit.uploads.count() >= MOST_PER_PERMIT:
        raise Conflict(
            "too_many_files", "{most} files are enough for one paper.", most=MOST_PER_PERMIT
        )


def _place(key: str) -> Path:
    return Path(settings.UPLOADS) / key[:2] / key


def _write(place: Path, content: bytes) -> None:
    """Whole or not at all: written aside, forced to the disk, then given its name."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = place.with_name(place.name + ".part")
    with aside.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sealed(content: bytes, key: str) -> bytes:
    return house_seal().seal(b64encode(content).decode(), _purpose(key)).encode()


def _opened(kept: bytes, key: str) -> bytes:
    return b64decode(house_seal().open(kept.decode(), _purpose(key)))


def _purpose(key: str) -> str:
    return f"upload.{key}"
