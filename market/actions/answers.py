"""What was answered to an Idempotency-Key, so that asking again answers the same.

The row is written in the transaction of the deed: a crash leaves neither, and whoever asks a
second time meanwhile waits for the first to end.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from market.core.refusals import Conflict
from market.models import Answer
from market.sealing import house_seal

LIFE = timedelta(days=7)
SEALED_FOR = "answer.body"


@dataclass(frozen=True)
class Kept:
    """An answer that was given: its status and its body."""

    status: int
    body: bytes


def begin(caller: str, key: str, *, digest: str, at: datetime) -> Kept | None:
    """Claim a key for the caller; the answer that was given already, where there is one.

    Must run inside the transaction of the deed. digest: of what is asked. This will wait while
    another request with the same key is at work, and refuse with Conflict("key_reused") where
    the key was used to ask for something else.
    """
    asked = Answer(caller=caller, key=key, digest=digest, at=at)
    Answer.objects.bulk_create([asked], ignore_conflicts=True)
    held = Answer.objects.get(caller=caller, key=key)
    if held.digest != digest:
        raise Conflict(
            "key_reused",
            "This Idempotency-Key was used for another request. Take a new key for a new request.",
        )
    if held.status is None:
        return None
    return Kept(held.status, b64decode(house_seal().open(bytes(held.body).decode(), SEALED_FOR)))


def keep(caller: str, key: str, answer: Kept) -> None:
    """Write down what is answered. It is sealed: a token may be in it, or somebody's name."""
    body = house_seal().seal(b64encode(answer.body).decode(), SEALED_FOR)
    Answer.objects.filter(caller=caller, key=key).update(status=answer.status, body=body.encode())


def forget(caller: str, key: str) -> None:
    """Give a claimed key back: nothing was done, and it may be used again."""
    Answer.objects.filter(caller=caller, key=key).delete()


def forget_old(*, at: datetime) -> int:
    """Forget what was answered more than a week ago. Answers how many."""
    return Answer.objects.filter(at__lt=at - LIFE).delete()[0]
