"""What was said to whom, what will be, and how it went."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from market.api.access import caller, member
from market.api.paging import Page, Window, page
from market.api.schemas import Id, Moment, Out
from market.core.states import NoticeState
from market.models import Notice
from market.queries.notices import notices_seen_by

router = Router(auth=member)


class NoticeOut(Out):
    """One message to one person. subject: what it is about, such as account:12."""

    id: int
    occasion: str
    subject: str
    vendor: int | None
    market: int | None
    channel: str
    language: str
    title: str
    body: str
    state: str
    reason: str
    not_before: Moment
    sent_at: Moment | None
    read_at: Moment | None

    @classmethod
    def of(cls, notice: Notice) -> "NoticeOut":
        return cls(
            id=notice.pk,
            occasion=notice.occasion,
            subject=notice.subject,
            vendor=notice.vendor_id,
            market=notice.market_id,
            channel=notice.channel,
            language=notice.language,
            title=notice.title,
            body=notice.body,
            state=notice.state,
            reason=notice.reason,
            not_before=notice.not_before,
            sent_at=notice.sent_at,
            read_at=notice.read_at,
        )


@router.get("", response=Page[NoticeOut])
def notices(
    request: HttpRequest,
    window: Query[Window],
    vendor: Id | None = None,
    state: NoticeState | None = None,
) -> Page[NoticeOut]:
    found = notices_seen_by(caller(request))
    found = found.filter(vendor=vendor) if vendor else found
    found = found.filter(state=state) if state else found
    return page(request, found, window, NoticeOut.of)


@router.get("/{int:notice_id}", response=NoticeOut)
def notice(request: HttpRequest, notice_id: int) -> NoticeOut:
    return NoticeOut.of(get_object_or_404(notices_seen_by(caller(request)), pk=notice_id))
