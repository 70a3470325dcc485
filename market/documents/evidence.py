"""送达记录: what is known of one message, frozen, so that it can be shown to a court."""

from datetime import datetime
from typing import Any

from market.core import wording
from market.core.readers import Reader
from market.documents import papers
from market.models import Document, Market, Notice

KIND = "evidence"


def freeze(notice: Notice, *, to: Reader, market: Market, at: datetime) -> Document:
    """Store the sheet. Asked for again while nothing was added, it is one paper."""
    said = contents(notice, to=to, market=market)
    return papers.freeze_once(KIND, f"notice:{notice.pk}", said, market=market, at=at)


def contents(notice: Notice, *, to: Reader, market: Market) -> dict[str, Any]:
    """The words as they went out, to whom, by which way, and every line of how it went."""
    return {
        "number": f"N{notice.pk}",
        "market": market.name,
        "to": to.name,
        "phone": wording.masked(to.phone),
        "occasion": notice.occasion,
        "subject": notice.subject,
        "channel": notice.channel,
        "mark": str(notice.public_id),
        "provider_id": notice.provider_id,
        "title": notice.title,
        "body": notice.body,
        "planned_at": _moment(notice.planned_at),
        "sent_at": _moment(notice.sent_at),
        "delivered_at": _moment(notice.delivered_at),
        "read_at": _moment(notice.read_at),
        "confirmed_at": _moment(notice.confirmed_at),
        "trail": notice.trail,
    }


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
