"""Papers of our own making: contents frozen as JSON with their digest, never reckoned again."""

import hashlib
import json
from datetime import datetime
from typing import Any

from market.models import Document, Market


def freeze(
    kind: str, subject: str, contents: dict[str, Any], *, market: Market, at: datetime
) -> Document:
    """Store what a paper says. Its sha256 is over the canonical JSON, so anyone can check it."""
    return Document.objects.create(
        kind=kind,
        subject=subject,
        market=market,
        contents=contents,
        sha256=digest(contents),
        made_at=at,
    )


def freeze_once(
    kind: str, subject: str, contents: dict[str, Any], *, market: Market, at: datetime
) -> Document:
    """The latest paper of its kind about the subject, while it says the same; else a new one."""
    latest = Document.objects.filter(kind=kind, subject=subject).order_by("-pk").first()
    if latest is not None and latest.sha256 == digest(contents):
        return latest
    return freeze(kind, subject, contents, market=market, at=at)


def digest(contents: dict[str, Any]) -> str:
    """The sha256 (hex) of contents: JSON, UTF-8, sorted keys, no spaces."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
