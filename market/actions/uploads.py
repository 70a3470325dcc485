"""Files that came with papers: kept outside the web root, under names that tell nothing."""

import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from market import rules
from market.actions import reveals
from market.core.actors import Actor
from market.core.files import JPEG, CleanFile, clean, require_size
from market.core.refusals import Conflict, Missing
from market.core.seals import Seal, new_key
from market.core.states import PermitState
from market.models import Permit, Upload
from market.sealing import house_seal

MOST_PER_PERMIT = 12
OPEN_TO_FILES = (PermitState.SUBMITTED, PermitState.RETURNED)
PREVIEW = "preview.jpg"


class Sent(Protocol):
    """A file as it comes through a door: how large it is can be asked before it is read."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self) -> bytes: ...


def content_of(file: Sent) -> bytes:
    """The bytes of a file that somebody sends; one that is too large is refused unread."""
    require_size(file.size or 0, settings.UPLOAD_BYTES)
    return file.read()


def photo_of(file: Sent | None) -> tuple[bytes, str] | None:
    """Bytes and name of a photo that somebody sends along, as take_in() wants them; none is none."""
    return (content_of(file), file.name or "") if file else None


@transaction.atomic
def store(content: bytes, name: str, permit: Permit, *, by: Actor, at: datetime) -> Upload:
    """Keep a photo or a PDF of a paper, once it is made harmless; a sensitive one is sealed.

    Nothing is kept of a file that is refused. This will refuse what files.clean() refuses, with
    Conflict("not_now") once the paper is decided, and with Conflict("too_many_files").
    """
    rules.require(by, "permit.submit", permit)
    _require_open(permit)
    return take_in(content, name, permit=permit, by=by, at=at)


def take_in(
    content: bytes, name: str, *, by: Actor, at: datetime, permit: Permit | None = None
) -> Upload:
    """Clean a stranger's file and keep it, for whoever asked the rules already.

    Without a paper it is never sealed.
    """
    file = clean(content, name, most_bytes=settings.UPLOAD_BYTES)
    sealed = permit is not None and permit.type.sensitive
    return keep(file, permit=permit, sealed=sealed, by=by, at=at)


@transaction.atomic
def keep(
    file: CleanFile, *, sealed: bool, by: Actor, at: datetime, permit: Permit | None = None
) -> Upload:
    """Keep a file that is harmless already: cleaned, or made by ourselves; a PDF with its picture.

    Whoever calls this has asked the rules; only the action that the file belongs to can. A sensitive
    file is sealed under a key of its own, so that it can be destroyed wherever copies of it lie.
    """
    upload = _kept(file.content, file.name, file.mime, sealed, by=by, at=at, permit=permit)
    if file.preview is not None:
        _kept(file.preview, PREVIEW, JPEG, sealed, by=by, at=at, preview_of=upload)
    return upload


def _kept(
    content: bytes,
    name: str,
    mime: str,
    sealed: bool,
    *,
    by: Actor,
    at: datetime,
    permit: Permit | None = None,
    preview_of: Upload | None = None,
) -> Upload:
    key, own_key = secrets.token_urlsafe(32), new_key()
    upload = Upload.objects.create(
        permit=permit,
        preview_of=preview_of,
        key=key,
        name=name,
        mime=mime,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        sealed=sealed,
        data_key=house_seal().seal(own_key, _purpose_of_key(key)) if sealed else "",
        uploaded_at=at,
        uploaded_by_id=by.user,
    )
    _write(place_of(key), _sealed(content, key, own_key) if sealed else content)
    return upload


def read(upload: Upload) -> bytes:
    """The bytes as they were kept.

    Raises Missing: file_erased once they are destroyed, file_lost where they are gone or changed.
    """
    if upload.erased_at is not None:
        raise Missing("file_erased", "This file was erased when its purpose was over.")
    try:
        kept = place_of(upload.key).read_bytes()
    except FileNotFoundError as fault:
        raise Missing("file_lost", "This file is no longer here.") from fault
    content = _opened(kept, upload) if upload.sealed else kept
    if sha256(content).hexdigest() != upload.sha256:
        raise Missing("file_lost", "This file was damaged and cannot be shown.")
    return content


@transaction.atomic
def open_for(upload: Upload, *, by: Actor, at: datetime, reason: str = "") -> bytes:
    """The bytes for somebody who wants to look. A sensitive paper is opened with a reason.

    Whoever is not the vendor's own says why, and that is written down before anything is shown.
    Whether the file is there at all for this actor, the query has said (uploads_seen_by).
    """
    permit = upload.permit
    if upload.erased_at is None and upload.sealed:
        if permit is None:
            raise Missing("missing", "There is nothing here.")
        if permit.vendor_id not in by.vendors:
            rules.require(by, "vendor.reveal", permit)
            reveals.note(permit.vendor, subject=f"upload:{upload.pk}", reason=reason, by=by, at=at)
    return read(upload)


@transaction.atomic
def preview_for(upload: Upload, *, by: Actor, at: datetime, reason: str = "") -> bytes:
    """The first page of a PDF as a picture, under the same conditions as the PDF itself.

    Raises Missing where there is none: the file is a picture itself.
    """
    preview = Upload.objects.filter(preview_of=upload).first()
    if preview is None:
        raise Missing("missing", "There is nothing here.")
    if upload.erased_at is None and upload.sealed:
        open_for(upload, by=by, at=at, reason=reason)
    return read(preview)


def destroy(uploads: Collection[int], *, at: datetime) -> None:
    """Make files and their pictures unreadable for good: key and name go, then the bytes.

    A sealed file is noise from the commit on, in every backup of the folder too. The bytes are
    deleted after the commit; where a crash comes between, the next sweep finds them.
    """
    both = Upload.objects.filter(Q(pk__in=uploads) | Q(preview_of__in=uploads), erased_at=None)
    keys = list(both.values_list("key", flat=True))
    Upload.objects.filter(key__in=keys).update(data_key="", name="", erased_at=at)
    transaction.on_commit(lambda: _delete(keys))


def strays(*, at: datetime) -> list[Path]:
    """Files that no row knows, a day old: a crash left them behind."""
    known = set(Upload.objects.filter(erased_at=None).values_list("key", flat=True))
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


def _delete(keys: list[str]) -> None:
    for key in keys:
        place_of(key).unlink(missing_ok=True)


def place_of(key: str) -> Path:
    """Where a file lies: under a folder that the web server does not know."""
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


def _sealed(content: bytes, key: str, own_key: str) -> bytes:
    return Seal.from_text(own_key).seal(b64encode(content).decode(), _purpose(key)).encode()


def _opened(kept: bytes, upload: Upload) -> bytes:
    """What was sealed before files had keys of their own opens under the house's."""
    seal = house_seal()
    if upload.data_key:
        seal = Seal.from_text(seal.open(upload.data_key, _purpose_of_key(upload.key)))
    return b64decode(seal.open(kept.decode(), _purpose(upload.key)))


def _purpose(key: str) -> str:
    return f"upload.{key}"


def _purpose_of_key(key: str) -> str:
    return f"upload.key.{key}"
